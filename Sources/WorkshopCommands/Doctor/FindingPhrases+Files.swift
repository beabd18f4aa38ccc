import WorkshopModel
import WorkshopStore

extension FindingPhrases {
    func phrase(for finding: FilesFinding) -> Phrase {
        guard finding.folderExists else {
            return Phrase(
                words: "there is no folder '\(data.blobsPath)'",
                wayOut: "--blobs names another one; the next start makes it")
        }
        var parts = ["\(CountText.of(finding.files, "file")), \(ByteText.of(finding.bytes))"]
        func add(_ seen: Sightings, _ what: String) {
            guard !seen.isEmpty else { return }
            parts.append("\(seen.count) \(what): \(FindingPhrases.list(seen))")
        }
        let moved = finding.setAside
        add(finding.damaged, moved > 0 ? "damaged, \(moved) moved aside" : "damaged")
        add(finding.closed, "may not be opened")
        add(finding.kept, "damaged and moved aside")
        add(finding.foreign, "of other names")
        return Phrase(words: parts.joined(separator: "; "), wayOut: wayOut(of: finding))
    }

    private func wayOut(of finding: FilesFinding) -> String? {
        if finding.damaged.count > finding.setAside {
            return "--fix moves damaged files aside, so that 'workshop put' can bring them back"
        }
        if !finding.damaged.isEmpty { return "'workshop put' brings them back" }
        if !finding.kept.isEmpty { return "remove what is back or not needed any more" }
        return nil
    }

    func phrase(for finding: UploadsFinding) -> Phrase {
        var parts = ["\(finding.underWay) under way"]
        if !finding.orphaned.isEmpty {
            let fate = finding.removed > 0 ? "removed" : "left"
            parts.append(
                "\(finding.orphaned.count) cut off and \(fate), "
                    + ByteText.of(finding.orphanedBytes))
        }
        return Phrase(
            words: parts.joined(separator: "; "),
            wayOut: "--fix removes what is left, and so does the next start")
    }

    func phrase(for finding: SpaceFinding) -> Phrase {
        let places = finding.places.map { place in
            "\(ByteText.of(place.available)) free of \(ByteText.of(place.total))"
                + (finding.places.count > 1 ? " in '\(place.path)'" : "")
        }
        return Phrase(
            words: places.joined(separator: "; "),
            wayOut: "make room: on a full disk, what is written is refused")
    }
}
