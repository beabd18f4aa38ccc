import Arguments
import Testing

@Suite struct EnvironmentTests {
    @Test("an option on the command line is stronger than its variable")
    func precedence() throws {
        let environment = ["DEPOT_URL": "from-variable"]
        let both = try Depot.parsed("crew", "--url", "from-option", environment: environment)
        #expect(both.option("url").strings == ["from-option"])
        #expect(both.option("url").origin == .option("--url"))
        let variable = try Depot.parsed("crew", environment: environment)
        #expect(variable.option("url").strings == ["from-variable"])
        #expect(variable.option("url").origin == .environment("DEPOT_URL"))
        #expect(try !Depot.parsed("crew").option("url").isGiven)
    }

    @Test("an empty option is stronger than its variable, an empty variable is none")
    func empty() throws {
        let environment = ["DEPOT_URL": "x", "DEPOT_VERBOSE": "", "DEPOT_SYNC": ""]
        let parsed = try Depot.parsed("watch", "--url=", environment: environment)
        #expect(parsed.option("url").string == "")
        #expect(!parsed.flag("verbose"))
        #expect(!parsed.option("sync").isGiven)
    }

    @Test(
        "the variable of a flag is read as yes or no",
        arguments: [
            ("1", true), ("true", true), ("YES", true), ("on", true),
            ("0", false), ("false", false), ("No", false), ("off", false),
        ])
    func flag(text: String, isOn: Bool) throws {
        let environment = ["DEPOT_VERBOSE": text]
        #expect(try Depot.parsed("crew", environment: environment).flag("verbose") == isOn)
        #expect(try Depot.parsed("crew", "-v", environment: environment).flag("verbose"))
    }

    @Test("the variable of a repeatable option holds values between commas")
    func list() throws {
        let environment = ["DEPOT_ALLOW": "a, b c ,,d,  "]
        let watch = try Depot.parsed("watch", environment: environment)
        #expect(watch.option("allow").strings == ["a", "b c", "d"])
        let given = try Depot.parsed("watch", "--allow=x,y", environment: environment)
        #expect(given.option("allow").strings == ["x,y"])
        let nothing = try Depot.parsed("watch", environment: ["DEPOT_ALLOW": " ,"])
        #expect(!nothing.option("allow").isGiven)
    }

    @Test(
        "a bad variable is refused by its name",
        arguments: [
            (
                "DEPOT_VERBOSE", "maybe",
                "expected 1, true, yes, on, 0, false, no or off", nil
            ),
            ("DEPOT_SYNC", "ful", "expected full or normal", "did you mean 'full'?"),
        ] as [(String, String, String, String?)])
    func bad(variable: String, text: String, reason: String, hint: String?) {
        let error = Depot.error(["watch"], environment: [variable: text])
        let message = "invalid value '\(text)' in environment variable '\(variable)': \(reason)"
        #expect(error?.message == message)
        #expect(error?.hint == hint)
    }

    @Test("a bad variable is refused when the command reads it as a type")
    func badType() throws {
        let parsed = try Depot.parsed("watch", environment: ["DEPOT_TIMEOUT": "soon"])
        #expect {
            try parsed.option("timeout").value(as: .duration())
        } throws: { error in
            (error as? UsageError)?.message == """
                invalid value 'soon' in environment variable 'DEPOT_TIMEOUT': \
                expected a duration such as 500ms, 30s, 5m, 1h30m, 1d or 1w
                """
        }
    }

    @Test("variables of options the command does not have are not looked at")
    func foreignVariable() throws {
        _ = try Depot.parsed("crew", environment: ["DEPOT_SYNC": "nonsense"])
    }

    @Test("errors of the command line come before those of variables")
    func order() {
        let error = Depot.error(["watch", "--sync=x"], environment: ["DEPOT_VERBOSE": "x"])
        #expect(error?.message.contains("'--sync'") == true)
    }

    @Test("a variable that belongs to no option is read by its name")
    func ownVariable() throws {
        let parsed = try Depot.parsed("watch", environment: ["DEPOT_PORT": "80a"])
        #expect(parsed.environment("DEPOT_PORT").string == "80a")
        #expect(throws: UsageError.self) {
            try parsed.environment("DEPOT_PORT").value(as: .integer(in: 0...65_535))
        }
        let empty = try Depot.parsed("watch", environment: ["DEPOT_PORT": ""])
        #expect(!empty.environment("DEPOT_PORT").isGiven)
    }
}
