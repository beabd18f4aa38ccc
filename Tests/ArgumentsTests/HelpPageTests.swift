import Arguments
import Testing

@Suite struct HelpPageTests {
    @Test(
        "the help page of each command is the recorded one",
        arguments: [
            [], ["send"], ["watch"], ["job"], ["job", "claim"], ["job", "run"], ["crew"],
            ["crew", "beat"], ["shell"],
        ])
    func page(names: [String]) throws {
        let path = try Depot.root.path(to: names)
        try Snapshot.expect(path.help(), equals: path.names.joined(separator: "-"))
    }

    @Test("a page follows the width of the terminal", arguments: [40, 60, 120])
    func width(width: Int) throws {
        let page = try Depot.root.path(to: ["watch"]).help(width: width)
        try Snapshot.expect(page, equals: "depot-watch-\(width)")
    }

    @Test("what is hidden is on no page")
    func hidden() throws {
        #expect(try !Depot.root.path(to: []).help().contains("debug"))
        #expect(try !Depot.root.path(to: ["send"]).help().contains("secret"))
    }

    @Test(
        "usage lines show what is optional and what repeats",
        arguments: [
            ([], ["depot [options] COMMAND"]),
            (["send"], ["depot send [options] YARD KIND [BODY]"]),
            (["watch"], ["depot watch [options] [YARD...]"]),
            (
                ["job", "claim"],
                ["depot job claim ID", "depot job claim --next [--wait DURATION]"]
            ),
            (["job", "run"], ["depot job run [options] -- CMD..."]),
            (["crew"], ["depot crew [options]", "depot crew [options] COMMAND"]),
        ])
    func usage(names: [String], usage: [String]) throws {
        #expect(try Depot.root.path(to: names).usage == usage)
    }
}
