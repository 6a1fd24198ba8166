import Domain

/// The texts that cells refer to by number. A text may be made of runs with fonts of their own, which are joined; how it
/// is pronounced (`rPh`) is none of it.
final class SharedTextPart: PartReader {
    private(set) var texts: [String] = []
    private var text = PartText()

    func start(_ name: String, _: XMLAttributes) throws(Complaint) {
        if name == "si" { text.clear() } else { text.start(name) }
    }

    func end(_ name: String) throws(Complaint) {
        guard name == "si" else { return text.end(name) }
        guard texts.count < Bound.cells else { throw Complaint("table.workbook.large") }
        texts.append(text.string)
    }

    func text(_ piece: UnsafeRawBufferPointer) throws(Complaint) { try text.add(piece, line: 0) }
}

/// Gathers what stands in the `t` of an element.
struct PartText {
    private var bytes: [UInt8] = []
    private var isInText = false
    private var isPhonetic = false

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        (isInText, isPhonetic) = (false, false)
    }

    mutating func start(_ name: String) {
        switch name {
        case "t": isInText = !isPhonetic
        case "rPh": isPhonetic = true
        default: break
        }
    }

    mutating func end(_ name: String) {
        switch name {
        case "t": isInText = false
        case "rPh": isPhonetic = false
        default: break
        }
    }

    mutating func add(_ piece: UnsafeRawBufferPointer, line: Int) throws(Complaint) {
        guard isInText else { return }
        try bytes.append(cell: piece, line: line)
    }

    /// Characters that XML cannot hold are written `_x000D_`.
    var string: String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
        return text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? String(match.0)
        }
    }
}

extension [UInt8] {
    /// - Throws: `table.cell.long`.
    mutating func append(cell piece: UnsafeRawBufferPointer, line: Int) throws(Complaint) {
        guard count + piece.count <= DelimitedText.longestCell else {
            throw Complaint("table.cell.long", String(line), String(DelimitedText.longestCell))
        }
        append(contentsOf: piece)
    }
}
