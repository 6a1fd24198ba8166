import Web

/// One chosen job of several, with the version that the person saw.
struct JobPick: Hashable, Sendable {
    /// More than any page offers.
    private static let most = 200

    let number: String
    let version: Int

    /// The value of its checkbox.
    var text: String { "\(number):\(version)" }

    init(number: String, version: Int) { (self.number, self.version) = (number, version) }

    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let version = Int(text[text.index(after: colon)...]) else {
            return nil
        }
        self.init(number: String(text[..<colon]), version: version)
    }

    /// The jobs that a form chooses. - Throws: `Refusal.unreadable` where one of them cannot have come from our page.
    static func all(in form: FormBody) throws -> [JobPick] {
        let picks = form.all("job").map { JobPick($0) }
        guard !picks.contains(nil), picks.count <= most else { throw Refusal.unreadable }
        return picks.compactMap { $0 }
    }
}
