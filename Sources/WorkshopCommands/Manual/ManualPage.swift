import CManual

/// A page of the manual that is inside the program.
struct ManualPage {
    /// `workshop-pub`.
    let name: String
    /// The page in the language of mdoc(7).
    let source: [UInt8]
    /// The page on 78 columns, without bold or underlined letters.
    let text: [UInt8]

    /// The page of this name, or `nil` where there is none.
    init?(named name: String) {
        var count = 0
        let pages = UnsafeBufferPointer(start: workshop_manual_pages(&count), count: count)
        guard let page = pages.first(where: { String(cString: $0.name) == name }) else {
            return nil
        }
        self.name = name
        source = Array(UnsafeBufferPointer(start: page.source, count: page.source_size))
        text = Array(UnsafeBufferPointer(start: page.text, count: page.text_size))
    }

    /// What a page that is no command's is about.
    enum Topic: String, CaseIterable {
        case tutorial, message, http, promises

        var pageName: String { "workshop-\(rawValue)" }

        /// The page's file under `man/`.
        var fileName: String {
            switch self {
            case .message: "\(pageName).5"
            case .tutorial, .http, .promises: "\(pageName).7"
            }
        }
    }
}
