import Testing
import WorkshopModel

@testable import WorkshopCommands

@Suite struct PresentationTests {
    @Test(arguments: [
        ("plain", "plain"), ("größe 漢字 👩‍🚀", "größe 漢字 👩‍🚀"), ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\u{1B}[31mred", "\\u001b[31mred"), ("\u{9B}31m", "\\u009b31m"),
        ("abc\u{202E}txt.exe", "abc\\u202etxt.exe"), ("\u{2066}x\u{2069}", "\\u2066x\\u2069"),
        ("a\u{2028}b", "a\\u2028b"), ("\u{E0041}", "\\u{e0041}"), ("\u{7F}", "\\u007f"),
        ("e\u{301}", "e\u{301}"),
    ])
    func `text from others cannot steer a terminal`(_ text: String, _ shown: String) {
        #expect(text.inert == shown)
        #expect(shown.inert == shown)
    }

    @Test(arguments: [
        ("abc", 3), ("漢字", 4), ("👩‍🚀", 2), ("e\u{301}", 1), ("❤️", 2), ("ｆ", 2), ("", 0),
        ("🇩🇪", 2), ("한", 2),
    ])
    func `width is what a terminal shows`(_ text: String, _ width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test func `a table is aligned by width and cut at the terminal's edge`() {
        var table = Table([
            Table.Column(title: "NAME"), Table.Column(title: "N", isNumeric: true),
            Table.Column(title: "TITLE"),
        ])
        table.add([Table.Cell("漢字"), Table.Cell("7"), Table.Cell("a title that is far too long")])
        table.add([Table.Cell("abcde"), Table.Cell("1234"), Table.Cell("x\u{1B}y")])
        #expect(
            table.text(TextStyle(isColored: false, columns: 30)) == """
                NAME      N  TITLE
                漢字      7  a title that is …
                abcde  1234  x\\u001by

                """)
    }

    @Test(arguments: [
        (60, "ID  AGENT         SEEN  TITLE\n42  name.machine  now   a title of some length\n"),
        (44, "ID  AGENT         TITLE\n42  name.machine  a title of some length\n"),
        (30, "ID  AGENT         TITLE\n42  name.machine  a title of …\n"),
        (20, "ID  AGENT    TITLE\n42  name.m…  a titl…\n"),
        (4, "ID  AGENT  TITLE\n42  name…  a ti…\n"),
    ])
    func `a narrow table leaves out columns, then cuts`(_ columns: Int, _ text: String) {
        var table = Table([
            Table.Column(title: "ID", isWhole: true), Table.Column(title: "AGENT"),
            Table.Column(title: "SEEN", neededColumns: 60), Table.Column(title: "TITLE"),
        ])
        table.add([
            Table.Cell("42"), Table.Cell("name.machine"), Table.Cell("now"),
            Table.Cell("a title of some length"),
        ])
        #expect(table.text(TextStyle(isColored: false, columns: columns)) == text)
    }

    @Test func `an empty table shows nothing`() {
        #expect(
            Table([Table.Column(title: "A")]).text(TextStyle(isColored: true, columns: 80)) == "")
    }

    @Test(arguments: [
        (0, "just now"), (4_999, "just now"), (-30_000, "just now"), (-120_000, "ahead"),
        (5_000, "5s ago"), (61_000, "1m ago"), (7_200_000, "2h ago"), (90 * 86_400_000, "90d ago"),
    ])
    func `times are told from now`(_ ago: Int64, _ text: String) {
        let now = Timestamp(milliseconds: 1_795_000_000_000)
        #expect(TimeText.relative(now.adding(milliseconds: -ago), now: now) == text)
    }

    @Test func `a time of another day has its date`() {
        let time = Timestamp(milliseconds: 1_795_000_000_000)
        let clock = TimeText.clock(time, now: time)
        #expect(clock.wholeMatch(of: /\d\d:\d\d:\d\d/) != nil)
        let later = TimeText.clock(time, now: time.adding(milliseconds: 2 * 86_400_000))
        #expect(later.wholeMatch(of: /2026-11-1[789] \d\d:\d\d:\d\d/) != nil, "\(later)")
        #expect(later.hasSuffix(" \(clock)"))
    }

    @Test(arguments: [
        (0, "0 B"), (1_023, "1023 B"), (1_024, "1.0 KiB"), (1_610_612_736, "1.5 GiB"),
        (1_048_575, "1023.9 KiB"),
    ])
    func `sizes are rounded down`(_ bytes: Int64, _ text: String) {
        #expect(ByteText.of(bytes) == text)
    }

    @Test(arguments: [
        ("", [""]), ("short", ["short"]), ("one two three four", ["one two", "three four"]),
        ("exactly10.", ["exactly10."]), ("exactly10. x", ["exactly10.", "x"]),
        ("abcdefghijklmno", ["abcdefghij", "klmno"]),
        ("a bcdefghijklmno", ["a bcdefghi", "jklmno"]), ("漢字漢字漢字", ["漢字漢字漢", "字"]),
        ("before     after", ["before", "after"]),
    ])
    func `text is wrapped between words where there are any`(_ text: String, _ lines: [String]) {
        #expect(text.wrapped(toWidth: 10) == lines)
        #expect(text.wrapped(toWidth: 10, mostLines: 1) == [lines[0]])
    }

    @Test func `a character wider than the room has a line of its own`() {
        #expect("漢a字".wrapped(toWidth: 1) == ["漢", "a", "字"])
    }

    @Test func `fields are aligned, and long values stay under one another`() {
        var fields = FieldList()
        fields.add("title", "count the stars of the sky")
        fields.add("id", "1\u{1B}")
        fields.add("none", nil)
        #expect(
            fields.text(TextStyle(isColored: false, columns: 30)) == """
                title  count the stars of the
                       sky
                id     1\\u001b
                """)
    }

    @Test(arguments: [
        ("msg.text", #"{"text":"hello"}"#, "hello", nil),
        ("msg.text", #"{"text":"hello","n":1}"#, #"{"text":"hello","n":1}"#, nil),
        ("x", "[1.0]", "[1.0]", nil),
        ("task.created", #"{"task-id":"T","title":"look","for":null}"#, "look", "T"),
        ("task.created", #"{"task-id":"T","title":"look","for":"ada"}"#, "look (for ada)", "T"),
        (
            "task.interrupt", #"{"task-id":"T","title":"look","reason":"late"}"#, "look: late",
            "T"
        ),
        ("task.updated", #"{"task-id":"T","at":0.5}"#, #"{"at":0.5}"#, "T"),
        ("task.updated", #"{"task-id":"T"}"#, "{}", "T"),
        (
            "task.done", #"{"task-id":"T","title":"look","more":1}"#, #"{"title":"look","more":1}"#,
            "T"
        ),
        ("build.done", #"{"task-id":"T","title":"x"}"#, #"{"task-id":"T","title":"x"}"#, nil),
        ("task.x", #"{"title":"x","task-id":"T"}"#, #"{"title":"x","task-id":"T"}"#, nil),
    ])
    func `a message shows its words, else its JSON`(
        _ type: String, _ body: String, _ text: String, _ task: String?
    ) throws {
        let line =
            #"{"id":"I","ts":1.0,"from":"a","ch":"c","type":"\#(type)","v":1,"#
            + #""body":\#(body),"files":[],"reply_to":null}"#
        let shown = MessageText(try Envelope(parsing: Array(line.utf8)))
        #expect(shown.text == text)
        #expect(shown.task == task)
    }
}
