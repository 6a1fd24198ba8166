import Domain

/// How the numbers of each cell style are shown.
final class StylePart: PartReader {
    /// By the style's number in a cell.
    private(set) var formats: [NumberFormat] = []
    private var codes: [Int: String] = [:]
    private var isInCells = false

    func start(_ name: String, _ attributes: XMLAttributes) throws(Complaint) {
        switch name {
        case "numFmt":
            guard codes.count < Bound.styles else { throw Complaint("table.workbook.large") }
            if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] }
        case "cellXfs": isInCells = true
        case "xf":
            guard isInCells else { return }
            guard formats.count < Bound.styles else { throw Complaint("table.workbook.large") }
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            formats.append(codes[id].map { NumberFormat($0) } ?? NumberFormat(builtIn: id))
        default: break
        }
    }

    func end(_ name: String) { if name == "cellXfs" { isInCells = false } }
    func text(_: UnsafeRawBufferPointer) {}
}

/// What a number's format makes of it, as far as it changes what the number says.
enum NumberFormat: Hashable {
    case plain
    case percent
    /// `00000`: so many digits at least.
    case padded(Int)
    case moment(showsDay: Bool, showsTime: Bool)
    /// `[h]:mm`: hours that go on after 24.
    case duration

    init(builtIn id: Int) {
        switch id {
        case 9, 10: self = .percent
        // 27 to 36 and 50 to 58 are days in the East Asian editions.
        case 14...17, 27...31, 34...36, 50...54, 57, 58: self = .moment(showsDay: true, showsTime: false)
        case 18...21, 32, 33, 45, 47, 55, 56: self = .moment(showsDay: false, showsTime: true)
        case 22: self = .moment(showsDay: true, showsTime: true)
        case 46: self = .duration
        default: self = .plain
        }
    }

    /// - Parameter code: as the workbook has it: `yyyy/mm/dd;@`. Its first part is for numbers that are not negative.
    init(_ code: String) {
        let (letters, brackets) = Self.bare(code)
        let text = String(letters.split(separator: ";", omittingEmptySubsequences: false).first ?? "")
        if brackets.contains(where: { !$0.isEmpty && ($0.allSatisfy { "hH".contains($0) } || Self.isElapsed($0)) }) {
            self = .duration
        } else if text.count >= 2, text.allSatisfy({ $0 == "0" }) {
            self = .padded(text.count)
        } else if text.lowercased() == "general" {
            self = .plain
        } else if text.contains("%") {
            self = .percent
        } else {
            let letters = Set(text.lowercased())
            let showsTime = letters.contains("h") || letters.contains("s")
            let showsDay = letters.contains("y") || letters.contains("d") || (letters.contains("m") && !showsTime)
            self = showsDay || showsTime ? .moment(showsDay: showsDay, showsTime: showsTime) : .plain
        }
    }

    private static func isElapsed(_ bracket: String) -> Bool {
        ["m", "mm", "s", "ss"].contains(bracket.lowercased())
    }

    /// The code without what it shows as it stands (in quotes, after `\`, `_`, `*`), and what stands in brackets.
    private static func bare(_ code: String) -> (letters: String, brackets: [String]) {
        var letters = ""
        var brackets: [String] = []
        var place = code.startIndex
        while place < code.endIndex {
            let letter = code[place]
            place = code.index(after: place)
            switch letter {
            case "\"": place = code[place...].firstIndex(of: "\"").map(code.index(after:)) ?? code.endIndex
            case "\\", "_", "*": if place < code.endIndex { place = code.index(after: place) }
            case "[":
                let end = code[place...].firstIndex(of: "]") ?? code.endIndex
                brackets.append(String(code[place..<end]))
                place = end < code.endIndex ? code.index(after: end) : end
            default: letters.append(letter)
            }
        }
        return (letters, brackets)
    }
}
