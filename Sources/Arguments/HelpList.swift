/// A titled list of a help page.
struct HelpList {
    /// A name and what is said about it.
    struct Entry: Equatable {
        let label: String
        let text: String
    }

    let title: String
    let entries: [Entry]

    init(_ title: String, _ entries: [Entry]) {
        self.title = title
        self.entries = entries
    }

    /// One list for each section, in the order in which the sections first appear.
    ///
    /// - Parameter name: the title of what is in no section.
    static func sections<Item: HelpListed>(
        of items: [Item], by section: (Item) -> String?, named name: String
    ) -> [HelpList] {
        var titles: [String] = []
        var entries: [String: [Entry]] = [:]
        for item in items {
            let title = section(item) ?? name
            if entries[title] == nil {
                titles.append(title)
            }
            entries[title, default: []].append(item.helpEntry)
        }
        return titles.map { HelpList($0, entries[$0] ?? []) }
    }
}
