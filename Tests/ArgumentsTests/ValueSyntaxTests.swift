import Arguments
import Testing

@Suite struct ValueSyntaxTests {
    @Test(
        "an integer is decimal and in its range",
        arguments: [
            ("1", 1), ("10", 10), ("007", 7), ("0", nil), ("11", nil), ("-1", nil), ("+5", nil),
            ("", nil), (" 5", nil), ("5 ", nil), ("0x5", nil), ("5.0", nil), ("1_0", nil),
            ("٣", nil), ("9223372036854775808", nil),
        ] as [(String, Int?)])
    func integer(text: String, value: Int?) {
        #expect((try? ValueSyntax.integer(in: 1...10).parse(text)) == value)
    }

    @Test("every integer is allowed where no range is said")
    func unboundedInteger() throws {
        #expect(try ValueSyntax.integer().parse("\(Int.max)") == Int.max)
        #expect(try ValueSyntax.integer().parse("\(Int.min)") == Int.min)
    }

    @Test(
        "the range of an integer is told as far as it is bounded",
        arguments: [
            (1...10, "expected an integer from 1 to 10"),
            (1...Int.max, "expected an integer of at least 1"),
            (Int.min...0, "expected an integer of at most 0"),
            (Int.min...Int.max, "expected an integer"),
        ])
    func integerSentence(range: ClosedRange<Int>, reason: String) {
        #expect(throws: InvalidValue(reason)) { try ValueSyntax.integer(in: range).parse("x") }
    }

    @Test(
        "a duration is a number and a unit",
        arguments: [
            ("500ms", .milliseconds(500)), ("30s", .seconds(30)), ("5m", .seconds(300)),
            ("2h", .seconds(7_200)), ("1d", .seconds(86_400)), ("30", .seconds(30)),
            ("0", .zero), ("0.5", .milliseconds(500)), ("1.5h", .seconds(5_400)),
            ("1.50s", .milliseconds(1_500)), ("0.000000001", .nanoseconds(1)),
            ("36500d", .century),
            ("0.0000000001", nil), ("", nil), ("s", nil), ("-5s", nil), ("+5s", nil),
            ("5 s", nil), ("5M", nil), ("5min", nil), ("1h30m", .seconds(5_400)),
            ("1w", .seconds(604_800)), ("1m1h", nil), ("1h1h", nil), ("1h30", nil), (".5s", nil),
            ("5.s", nil),
            ("1e3", nil), ("5s ", nil), ("٣s", nil),
        ] as [(String, Duration?)])
    func duration(text: String, value: Duration?) {
        #expect((try? ValueSyntax.duration().parse(text)) == value)
    }

    @Test(
        "a duration beyond its range is refused without overflow",
        arguments: [
            "36501d", "3153600001", "9223372036854775807", "9223372036854775808d",
            String(repeating: "9", count: 39), String(repeating: "9", count: 500) + "d",
        ])
    func longDuration(text: String) {
        #expect(throws: InvalidValue("expected a duration of at most 36500d")) {
            try ValueSyntax.duration().parse(text)
        }
    }

    @Test("the range of a duration holds at its ends and is told")
    func durationRange() throws {
        let syntax = ValueSyntax.duration(in: .milliseconds(1_500) ... .seconds(90))
        #expect(try syntax.parse("1500ms") == .milliseconds(1_500))
        #expect(try syntax.parse("1.5m") == .seconds(90))
        for text in ["1499ms", "90001ms"] {
            #expect(throws: InvalidValue("expected a duration from 1500ms to 90s")) {
                try syntax.parse(text)
            }
        }
    }

    @Test(
        "a byte size is a number and a unit",
        arguments: [
            ("0", 0), ("4096", 4_096), ("5B", 5), ("1K", 1_024), ("1k", 1_024), ("1KiB", 1_024),
            ("1kb", 1_000), ("100MiB", 104_857_600), ("100MB", 100_000_000), ("1G", 1 << 30),
            ("2TiB", 2 << 40), ("2TB", 2_000_000_000_000), ("1.5K", 1_536), ("0.5MB", 500_000),
            ("\(Int.max)", Int.max), ("8388607T", 8_388_607 << 40),
            ("0.5", nil), ("1.0001K", nil), ("", nil), ("K", nil), ("-1", nil), ("1P", nil),
            ("1 K", nil), ("1Ki", nil), ("0x10", nil), ("9223372036854775808", nil),
            ("8388608T", nil),
        ] as [(String, Int?)])
    func byteSize(text: String, value: Int?) {
        #expect((try? ValueSyntax.byteSize().parse(text)) == value)
    }

    @Test("the range of a byte size holds at its ends and is told")
    func byteSizeRange() throws {
        let syntax = ValueSyntax.byteSize(in: 1...(1 << 20))
        #expect(try syntax.parse("1") == 1)
        #expect(try syntax.parse("1M") == 1 << 20)
        for text in ["0", "1048577", String(repeating: "9", count: 500) + "T"] {
            #expect(throws: InvalidValue("expected a size from 1B to 1MiB")) {
                try syntax.parse(text)
            }
        }
    }

    @Test("a fraction with too many digits is refused")
    func longFraction() {
        let zeros = String(repeating: "0", count: 60)
        let nines = String(repeating: "9", count: 60)
        #expect((try? ValueSyntax.byteSize().parse("1.\(zeros)")) == 1)
        #expect((try? ValueSyntax.byteSize().parse("0.\(zeros)1")) == nil)
        #expect((try? ValueSyntax.byteSize().parse("1.\(nines)K")) == nil)
    }

    @Test("a choice is exactly one of the words")
    func choice() throws {
        #expect(try ValueSyntax.choice(of: Depot.Sync.self).parse("normal") == .normal)
        #expect(
            throws: InvalidValue("expected full or normal", hint: "did you mean 'normal'?")
        ) {
            try ValueSyntax.choice(of: Depot.Sync.self).parse("norm")
        }
        #expect(throws: InvalidValue("expected a, b or c")) {
            try ValueSyntax.choice(among: ["a", "b", "c"]).parse("")
        }
    }

    @Test("values are read by the syntax the program brings")
    func ownSyntax() throws {
        let parsed = try Depot.parsed("send", "-l", "a=1", "-l", "b", "north", "crate")
        #expect(try parsed.operand("YARD").required(as: .yard) == ["n", "o", "r", "t", "h"])
        #expect {
            try parsed.option("label").values(as: .yard)
        } throws: { error in
            (error as? UsageError)?.message == "invalid value 'a=1' for '-l': a yard has letters"
        }
        #expect(try parsed.option("label").value(as: .yard) == ["b"])
    }

    @Test("a value the command cannot do without is asked for by name")
    func required() throws {
        let parsed = try Depot.parsed("watch")
        #expect {
            try parsed.option("count").required(as: .integer())
        } throws: { error in
            (error as? UsageError)?.message == "missing option '--count'"
        }
    }
}

extension ValueSyntax where Value == [Character] {
    fileprivate static var yard: Self {
        Self { text throws(InvalidValue) in
            guard text.allSatisfy(\.isLetter) else { throw InvalidValue("a yard has letters") }
            return Array(text)
        }
    }
}
