/// The words of a page, without what makes them look. One pass over its bytes, whatever stands in it: it comes from strangers.
enum MarkupText {
    private static let (open, close, slash, blank): (UInt8, UInt8, UInt8, UInt8) = (0x3C, 0x3E, 0x2F, 0x20)
    /// What they enclose is for programs.
    private static let unread: Set<String> = ["style", "script", "head"]
    private static let breaks: Set<String> = ["br", "/p", "/div", "/tr", "/li"]
    private static let longestName = 8

    static func plain(_ html: String) -> String {
        var text = String(decoding: words(of: Array(html.utf8)), as: UTF8.self)
        for (name, sign) in [
            ("nbsp", " "), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("#39", "'"), ("zwnj", "\u{200C}"), ("amp", "&"),
        ] { text = text.replacing("&\(name);", with: sign) }
        return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }

    private static func words(of bytes: [UInt8]) -> [UInt8] {
        guard let last = bytes.lastIndex(of: close) else { return spaced(bytes[...]) }
        var (words, place, endless) = ([UInt8](), 0, Set<String>())
        while let tag = bytes[place...].firstIndex(of: open), tag < last {
            words += spaced(bytes[place..<tag])
            let name = name(at: tag + 1, in: bytes)
            let end = bytes[tag...].firstIndex(of: close) ?? last
            place = end + 1
            if breaks.contains(name) { words.append(0x0A) }
            // One that is not closed encloses nothing; that there is no end of it is looked for once.
            guard unread.contains(name), !endless.contains(name) else { continue }
            if let after = ending(of: name, from: place, in: bytes) { place = after } else { endless.insert(name) }
        }
        return words + spaced(bytes[place...])
    }

    /// Small letters, with the slash of a closing one.
    private static func name(at start: Int, in bytes: [UInt8]) -> String {
        let letters = bytes[start...].prefix(longestName).enumerated().prefix { index, byte in
            index == 0 && byte == slash || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
        }
        return String(decoding: letters.map { $0.element == slash ? slash : $0.element | 0x20 }, as: UTF8.self)
    }

    /// - Returns: what follows the closing tag; nil where there is none.
    private static func ending(of name: String, from start: Int, in bytes: [UInt8]) -> Int? {
        var place = start
        while let tag = bytes[place...].firstIndex(of: open) {
            place = tag + 1
            guard self.name(at: place, in: bytes) == "/\(name)" else { continue }
            return bytes[place...].firstIndex(of: close).map { $0 + 1 }
        }
        return nil
    }

    /// Ends of lines mean no more than blanks in a page.
    private static func spaced(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var (spaced, wasBlank) = ([UInt8](), false)
        for byte in bytes {
            let isBlank = byte <= blank
            if !isBlank { spaced.append(byte) } else if !wasBlank { spaced.append(blank) }
            wasBlank = isBlank
        }
        return spaced
    }
}
