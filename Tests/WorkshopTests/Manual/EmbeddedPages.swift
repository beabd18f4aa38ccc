/// The C source that takes the pages and their texts into the program.
struct EmbeddedPages {
    private let files: [String]

    /// - Parameter files: such as `workshop-pub.1`.
    init(_ files: [String]) {
        self.files = files
    }

    var source: String {
        """
        // Recorded from man/ by ManualTests. #embed makes the compiler read the bytes by itself,
        // so that they cost next to nothing to compile.
        #pragma clang diagnostic ignored "-Wc23-extensions"
        #include "CManual.h"

        \(files.map(arrays).joined(separator: "\n"))
        static const struct workshop_manual_page pages[] = {
        \(files.map(row).joined(separator: "\n"))
        };

        const struct workshop_manual_page *workshop_manual_pages(size_t *count) {
            *count = sizeof pages / sizeof pages[0];
            return pages;
        }

        """
    }

    private func arrays(_ file: String) -> String {
        """
        static const unsigned char \(identifier(file))_source[] = {
        #embed "../../man/\(file)"
        };
        static const unsigned char \(identifier(file))_text[] = {
        #embed "text/\(file).txt"
        };
        """
    }

    private func row(_ file: String) -> String {
        let name = identifier(file)
        return """
                {"\(file.dropLast(2))", \(name)_source, sizeof \(name)_source,
                 \(name)_text, sizeof \(name)_text},
            """
    }

    private func identifier(_ file: String) -> String {
        String(file.dropLast(2)).replacing("-", with: "_")
    }
}
