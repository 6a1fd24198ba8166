/// How the serials of a product group are written: `KD########`, `AR-@@#{6-8}`. One form or several, parted by blanks.
///
/// `#` is a digit, `@` a Latin letter, `?` either, `[ABX]` one of these, anything else itself; `{8}` or `{6-8}` after it says how
/// often. `!` at the end is a check digit over all before it (Luhn), `!!` two of them (MOD 97-10). A form is no longer than a serial may be and knows nothing else, so whatever is typed is read in a bounded time.
public struct SerialPattern: Hashable, Sendable {
    public static let longest = 300
    private static let mostForms = 10
    private static let mostPlaces = 60
    private static let digits = Letters("0"..."9")
    private static let capitals = Letters("A"..."Z")

    /// As it is shown and typed again.
    public let text: String
    private let forms: [Form]

    /// Bytes of ASCII.
    private struct Letters: Hashable, Sendable {
        private var low: UInt64 = 0
        private var high: UInt64 = 0

        init() {}
        init(_ range: ClosedRange<Unicode.Scalar>) {
            for value in range.lowerBound.value...range.upperBound.value { insert(UInt8(value)) }
        }

        mutating func insert(_ byte: UInt8) {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }

        func contains(_ byte: UInt8) -> Bool {
            guard byte < 128 else { return false }
            return byte < 64 ? low & (1 << UInt64(byte)) != 0 : high & (1 << UInt64(byte - 64)) != 0
        }

        func union(_ other: Letters) -> Letters {
            var all = self
            (all.low, all.high) = (low | other.low, high | other.high)
            return all
        }
    }

    private struct Form: Hashable, Sendable {
        let body: [Place]
        let check: CodeCheck
        /// With its check digits as any digits.
        let all: [Place]

        init(_ body: [Place], _ check: CodeCheck) {
            (self.body, self.check) = (body, check)
            all = body + Array(repeating: Place(letters: SerialPattern.digits), count: check.length)
        }

        /// Whether a serial that is written so ends as it must.
        func isChecked(_ serial: [UInt8]) -> Bool {
            guard check != .none else { return true }
            let marks = Set("-./_".utf8)
            let body = serial.dropLast(check.length).filter { !marks.contains($0) }
            return String(decoding: serial.suffix(check.length), as: UTF8.self)
                == check.digits(of: String(decoding: body, as: UTF8.self))
        }
    }

    private struct Place: Hashable, Sendable {
        let letters: Letters
        var isOptional = false
    }

    /// - Throws: `products.serial_pattern.bad` with what cannot be read, `products.serial_pattern.long`.
    public init(_ typed: String) throws(Complaint) {
        let words = Digits.ascii(typed).uppercased().split(whereSeparator: \.isWhitespace).map(String.init)
        text = words.joined(separator: " ")
        guard text.utf8.count <= Self.longest, words.count <= Self.mostForms else {
            throw Complaint("products.serial_pattern.long")
        }
        var forms: [Form] = []
        for word in words { forms.append(try Self.form(word)) }
        self.forms = forms
    }

    private static func form(_ word: String) throws(Complaint) -> Form {
        var places: [Place] = []
        var rest = Substring(word)
        while let sign = rest.popFirst() {
            if sign == "!" {
                guard !places.isEmpty, rest.isEmpty || rest == "!" else { throw bad(word) }
                let check = rest.isEmpty ? CodeCheck.luhn : .mod97
                guard places.count + check.length <= mostPlaces else { throw Complaint("products.serial_pattern.long") }
                return Form(places, check)
            }
            let letters = try letters(sign, &rest, of: word)
            let counts = try counts(&rest, of: word)
            guard places.count + counts.upperBound <= mostPlaces else {
                throw Complaint("products.serial_pattern.long")
            }
            for number in 1...counts.upperBound {
                places.append(Place(letters: letters, isOptional: number > counts.lowerBound))
            }
        }
        return Form(places, .none)
    }

    private static func letters(
        _ sign: Character, _ rest: inout Substring, of word: String
    ) throws(Complaint) -> Letters {
        switch sign {
        case "#": return digits
        case "@": return capitals
        case "?": return digits.union(capitals)
        case "[":
            guard let end = rest.firstIndex(of: "]"), end > rest.startIndex else { throw bad(word) }
            var chosen = Letters()
            for letter in rest[..<end] { chosen.insert(try own(letter, of: word)) }
            rest = rest[rest.index(after: end)...]
            return chosen
        default:
            var one = Letters()
            one.insert(try own(sign, of: word))
            return one
        }
    }

    /// A letter of a serial that stands for itself.
    private static func own(_ letter: Character, of word: String) throws(Complaint) -> UInt8 {
        guard let byte = letter.asciiValue, letter.isNumber || letter.isLetter || "-./_".contains(letter) else {
            throw bad(word)
        }
        return byte
    }

    private static func counts(_ rest: inout Substring, of word: String) throws(Complaint) -> ClosedRange<Int> {
        guard rest.first == "{" else { return 1...1 }
        guard let end = rest.firstIndex(of: "}") else { throw bad(word) }
        let ends = rest[rest.index(after: rest.startIndex)..<end].split(
            separator: "-", omittingEmptySubsequences: false)
        rest = rest[rest.index(after: end)...]
        let numbers = ends.compactMap { Int($0) }
        guard numbers.count == ends.count, (1...2).contains(numbers.count), let least = numbers.first,
            let most = numbers.last, least <= most, most >= 1, least >= 0, most <= mostPlaces
        else { throw bad(word) }
        return least...most
    }

    private static func bad(_ word: String) -> Complaint { Complaint("products.serial_pattern.bad", word) }

    /// Whether a serial, in ASCII capitals, is written so; where there is no form every one is.
    public func accepts(_ serial: String) -> Bool {
        let letters = Array(serial.utf8)
        return forms.isEmpty || forms.contains { Self.accepts(letters, $0.all) && $0.isChecked(letters) }
    }

    /// Where in the form one may stand after each letter, as bits: each letter costs one look at each place.
    private static func accepts(_ serial: [UInt8], _ form: [Place]) -> Bool {
        var reached = passed(1, form)
        for letter in serial {
            var next: UInt64 = 0
            for (place, slot) in form.enumerated()
            where reached & (1 << UInt64(place)) != 0 && slot.letters.contains(letter) {
                next |= 1 << UInt64(place + 1)
            }
            guard next != 0 else { return false }
            reached = passed(next, form)
        }
        return reached & (1 << UInt64(form.count)) != 0
    }

    private static func passed(_ reached: UInt64, _ form: [Place]) -> UInt64 {
        var all = reached
        for (place, slot) in form.enumerated() where slot.isOptional && all & (1 << UInt64(place)) != 0 {
            all |= 1 << UInt64(place + 1)
        }
        return all
    }

    /// Letters that people take for one another.
    private static let lookAlikes: [UInt8: [UInt8]] = {
        let sets = ["0OQD", "1IL", "2Z", "5S", "8B"].map { Array($0.utf8) }
        return sets.reduce(into: [:]) { all, set in
            for letter in set { all[letter] = set.filter { $0 != letter } }
        }
    }()

    /// The serial that was likely meant: with as few look-alike letters put right as make it fit; nil where none do.
    public func meant(by serial: String) -> String? {
        let found = forms.compactMap { form in
            Self.mended(Array(serial.utf8), form.all).flatMap { form.isChecked($0.text) ? $0 : nil }
        }
        return found.min { $0.changes < $1.changes }.map { String(decoding: $0.text, as: UTF8.self) }
    }

    private struct Mended {
        var changes: Int
        var text: [UInt8]
    }

    private static func mended(_ serial: [UInt8], _ form: [Place]) -> Mended? {
        guard serial.count <= form.count else { return nil }
        var best = [Mended?](repeating: nil, count: form.count + 1)
        best[0] = Mended(changes: 0, text: [])
        pass(&best, form)
        for letter in serial {
            var next = [Mended?](repeating: nil, count: form.count + 1)
            for (place, slot) in form.enumerated() {
                guard var one = best[place], let right = fitting(letter, slot) else { continue }
                one.changes += right == letter ? 0 : 1
                one.text.append(right)
                next[place + 1] = one
            }
            best = next
            pass(&best, form)
        }
        return best[form.count]
    }

    private static func pass(_ best: inout [Mended?], _ form: [Place]) {
        for (place, slot) in form.enumerated() where slot.isOptional {
            guard let one = best[place] else { continue }
            if let other = best[place + 1], other.changes <= one.changes { continue }
            best[place + 1] = one
        }
    }

    private static func fitting(_ letter: UInt8, _ slot: Place) -> UInt8? {
        slot.letters.contains(letter) ? letter : lookAlikes[letter]?.first { slot.letters.contains($0) }
    }

    /// - Throws: `units.serial.look_alike` with the serial that was likely meant, `units.serial.check` where a check digit says
    ///   that something was misread, `units.serial.pattern` with the pattern.
    public func check(_ serial: String) throws(Complaint) {
        guard !accepts(serial) else { return }
        let letters = Array(serial.utf8)
        if forms.contains(where: { Self.accepts(letters, $0.all) }) { throw Complaint("units.serial.check", serial) }
        if let meant = meant(by: serial) { throw Complaint("units.serial.look_alike", serial, meant) }
        throw Complaint("units.serial.pattern", serial, text)
    }
}
