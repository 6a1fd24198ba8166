import Foundation

/// Which passwords are good enough: long enough, none of the most used ones, and none that whoever knows the person or his
/// company would try first.
public struct PasswordRule: Sendable {
    /// Characters. The longest protects the server, not the person.
    public static let lengths = 8...200
    /// A shorter word stands in too many good passwords.
    private static let shortestWord = 4

    /// The most used passwords, each between line ends, in small letters.
    private let common: Data
    /// The program's own names are as easy to think of as the company's.
    private let product: [String]

    /// - Parameter list: one a line.
    public init(list: Data, product: [String]) {
        common = Data("\n".utf8) + list + Data("\n".utf8)
        self.product = product
    }

    /// Whose password it shall be.
    public struct Owner: Sendable {
        let mobile: MobileNumber?
        let names: [String]

        /// - Parameter names: his own, and his companies' names and short names.
        public init(mobile: MobileNumber?, names: [String] = []) { (self.mobile, self.names) = (mobile, names) }

        /// What a stranger would try, longest first, so that a whole name goes before a part of it.
        fileprivate func words(beside product: [String]) -> [(key: String, shown: String)] {
            let parts = names.flatMap { name in
                [name] + name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
            }
            let named = (product + parts).map { (key: PasswordRule.plain($0), shown: $0) }
                .filter { $0.key.count >= PasswordRule.shortestWord }
            // 912… is in all ways to write it.
            let number = mobile.map { (key: String($0.local.dropFirst()), shown: $0.local) }
            return (named + [number].compactMap(\.self)).sorted { ($1.key.count, $0.key) < ($0.key.count, $1.key) }
        }
    }

    /// - Throws: `password.short`, `password.long`, `password.common`, `password.known_word`.
    public func check(_ password: String, of owner: Owner) throws(Complaint) {
        let lengths = Self.lengths
        guard password.count >= lengths.lowerBound else { throw Complaint("password.short", "\(lengths.lowerBound)") }
        guard password.count <= lengths.upperBound else { throw Complaint("password.long", "\(lengths.upperBound)") }
        let plain = Self.plain(password)
        guard Set(plain).count > 3, !"01234567890".contains(plain) else { throw Complaint("password.common") }
        guard !isCommon(Digits.ascii(password).lowercased()), !isCommon(plain), !isCommon(Self.withoutTail(plain))
        else { throw Complaint("password.common") }
        try checkRest(of: plain, owner)
    }

    /// What is left beside the words that anybody knows must be a password by itself.
    private func checkRest(of plain: String, _ owner: Owner) throws(Complaint) {
        var rest = plain
        var known: String?
        for word in owner.words(beside: product) where rest.contains(word.key) {
            rest = rest.replacing(word.key, with: "")
            known = known ?? word.shown
        }
        guard let known else { return }
        guard rest.count >= Self.lengths.lowerBound, Set(rest).count > 3, !isCommon(rest) else {
            throw Complaint("password.known_word", known)
        }
    }

    private func isCommon(_ word: String) -> Bool {
        !word.isEmpty && !word.contains("\n") && common.range(of: Data("\n\(word)\n".utf8)) != nil
    }

    /// Letters and digits alone, however they are written.
    private static func plain(_ text: String) -> String {
        SearchText.squeezed(Digits.ascii(text)).filter { $0.isLetter || $0.isNumber }
    }

    /// Without the year that is so often put behind: `password1405`.
    private static func withoutTail(_ plain: String) -> String {
        var head = plain[...]
        while let last = head.last, last.isNumber { head.removeLast() }
        return String(head)
    }
}
