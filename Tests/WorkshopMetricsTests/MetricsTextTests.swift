import Testing
import WorkshopMetrics

@Suite("The text that Prometheus reads")
struct MetricsTextTests {
    private func written(_ write: (inout MetricsText) -> Void) -> String {
        var text = MetricsText()
        write(&text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test("tells of each family what it is, then its samples")
    func family() {
        let text = written { text in
            text.begin("doors_total", .counter, "doors opened")
            text.sample([("side", "left"), ("colour", "red")], 3)
            text.sample([("side", "right"), ("colour", "red")], 0)
            text.only("height_metres", .gauge, "of the house", FixedPoint(1_250, decimals: 2))
        }
        #expect(
            text == """
                # HELP doors_total doors opened
                # TYPE doors_total counter
                doors_total{side="left",colour="red"} 3
                doors_total{side="right",colour="red"} 0
                # HELP height_metres of the house
                # TYPE height_metres gauge
                height_metres 12.5

                """)
    }

    @Test("escapes what would end a label's value, or a line")
    func escapes() {
        let text = written { text in
            text.begin("x", .gauge, "a \"word\", a \\ and\na line")
            text.sample([("name", "a \"word\", a \\ and\na line, é")], 1)
        }
        #expect(
            text == #"""
                # HELP x a "word", a \\ and\na line
                # TYPE x gauge
                x{name="a \"word\", a \\ and\na line, é"} 1

                """#)
    }

    @Test("adds buckets up, and the last is the count")
    func histogram() {
        let histogram = Histogram(HistogramScale(bounds: [1, 10, 100], decimals: 1))
        for value in [0, 1, 2, 10, 11, 101, 5_000] { histogram.record(value) }
        let text = written { text in
            text.begin("size", .histogram, "of things")
            text.sample([("kind", "x")], histogram.reading)
        }
        #expect(
            text == """
                # HELP size of things
                # TYPE size histogram
                size_bucket{kind="x",le="0.1"} 2
                size_bucket{kind="x",le="1"} 4
                size_bucket{kind="x",le="10"} 5
                size_bucket{kind="x",le="+Inf"} 7
                size_sum{kind="x"} 512.5
                size_count{kind="x"} 7

                """)
    }
}

@Suite("Histograms")
struct HistogramTests {
    @Test("of several threads are added up")
    func sum() {
        let left = Histogram(.durations)
        let right = Histogram(.durations)
        left.record(1_000_000)
        right.record(1_000_001)
        right.record(301_000_000_000)
        var sum = left.reading
        sum += right.reading
        #expect(sum.count == 3)
        #expect(sum.sum == 301_002_000_001)
        let filled = sum.counts.indices.filter { sum.counts[$0] > 0 }
        #expect(filled == [3, 4, sum.counts.count - 1])
    }

    @Test("have room for their scales, whose bounds ascend", arguments: 0..<2)
    func scales(number: Int) {
        let scale = [HistogramScale.durations, .amounts][number]
        #expect(scale.bounds.count < TallyRow.places)
        #expect(scale.bounds == scale.bounds.sorted())
        #expect(Set(scale.bounds).count == scale.bounds.count)
    }
}

@Suite("Numbers with decimals")
struct FixedPointTests {
    @Test(
        "are written exactly, and no longer than they are",
        arguments: [
            (0, 0, "0"), (17, 0, "17"), (-3, 0, "-3"), (0, 9, "0"), (250_000, 9, "0.00025"),
            (1, 9, "0.000000001"), (60_000_000_000, 9, "60"), (2_500_000_000, 9, "2.5"),
            (-1_050, 2, "-10.5"), (Int.max, 0, "9223372036854775807"),
        ])
    func description(units: Int, decimals: Int, text: String) {
        #expect(FixedPoint(units, decimals: decimals).description == text)
    }
}
