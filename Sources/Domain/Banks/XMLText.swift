/// Writes XML, an element a line.
struct XMLText {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    mutating func open(_ name: String, _ attribute: String? = nil, _ value: String = "") {
        indent()
        text += "<\(name)\(Self.written(attribute, value))>\n"
        depth += 1
    }

    mutating func close(_ name: String) {
        depth -= 1
        indent()
        text += "</\(name)>\n"
    }

    mutating func put(_ name: String, _ content: String, _ attribute: String? = nil, _ value: String = "") {
        indent()
        text += "<\(name)\(Self.written(attribute, value))>\(Self.escaped(content))</\(name)>\n"
    }

    private mutating func indent() { text += String(repeating: " ", count: depth) }

    private static func written(_ attribute: String?, _ value: String) -> String {
        attribute.map { " \($0)=\"\(escaped(value))\"" } ?? ""
    }

    /// What XML 1.0 cannot hold at all is left out.
    private static func escaped(_ text: String) -> String {
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output.append(contentsOf: "&amp;".unicodeScalars)
            case "<": output.append(contentsOf: "&lt;".unicodeScalars)
            case ">": output.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": output.append(contentsOf: "&quot;".unicodeScalars)
            default: if isAllowed(scalar) { output.append(scalar) }
            }
        }
        return String(output)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
