import CPage

/// A file of the page, as it was when the program was built.
struct PageAsset: Sendable {
    let name: String
    /// Its media type, with the charset of texts.
    let type: String
    let bytes: [UInt8]
    /// Its `ETag`: another whenever a byte is another.
    let tag: String

    static func named(_ name: String) -> PageAsset? { byName[name] }

    static let names = byName.keys.sorted()

    private static let byName: [String: PageAsset] = {
        var assets: [String: PageAsset] = [:]
        for index in 0..<workshop_page_count() {
            let asset = PageAsset(workshop_page_file(index))
            assets[asset.name] = asset
        }
        return assets
    }()

    private init(_ file: workshop_page) {
        name = String(cString: file.name)
        bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
        type =
            switch name.split(separator: ".").last {
            case "html": "text/html; charset=utf-8"
            case "css": "text/css; charset=utf-8"
            case "js": "text/javascript; charset=utf-8"
            case "svg": "image/svg+xml"
            default: "application/octet-stream"
            }
        // FNV-1a: told apart, not kept from forgers.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        tag = "\"" + String(hash, radix: 16) + "\""
    }
}
