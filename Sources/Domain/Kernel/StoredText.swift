extension SearchText {
    /// What is kept of typed text: Persian ی and ک for the Arabic ones, no-break spaces and runs of spaces made one
    /// space, ends trimmed. Half-spaces between letters and line breaks stay; control and direction marks go.
    public static func stored(_ text: String) -> String {
        if isClean(text) { return text }
        var output = String.UnicodeScalarView()
        var owed: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch kind(scalar) {
            case .nothing: continue
            case .gap(let gap): owed = owed.map { stronger($0, gap) } ?? gap
            case .letter(let letter):
                if let gap = owed, !output.isEmpty { output.append(gap) }
                owed = nil
                output.append(letter)
            }
        }
        return String(output)
    }

    private enum Kind {
        case nothing
        case gap(Unicode.Scalar)
        case letter(Unicode.Scalar)
    }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x0A, 0x2028, 0x2029: .gap("\n")
        case 0x09, 0x20, 0xA0, 0x2000...0x200A, 0x202F, 0x3000: .gap(" ")
        case 0x200C: .gap("\u{200C}")
        case 0...0x1F, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: .nothing
        case 0x64A: .letter("ی")
        case 0x643: .letter("ک")
        default: .letter(scalar)
        }
    }

    private static func stronger(_ one: Unicode.Scalar, _ other: Unicode.Scalar) -> Unicode.Scalar {
        let order: [Unicode.Scalar] = ["\u{200C}", " ", "\n"]
        return order.last { $0 == one || $0 == other } ?? other
    }

    /// True for the usual text, plain ASCII words or nothing to change, which needs no second copy.
    private static func isClean(_ text: String) -> Bool {
        var last: UInt8 = 0x20
        for byte in text.utf8 {
            guard byte > 0x20 && byte < 0x7F || byte == 0x20 && last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20 || text.isEmpty
    }
}
