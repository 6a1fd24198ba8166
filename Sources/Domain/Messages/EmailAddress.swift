import Foundation

/// An address of electronic mail, as people have them.
public struct EmailAddress: Hashable, Sendable {
    private static let longest = 254
    public let text: String

    /// - Throws: `form.email`.
    public init(_ typed: String) throws(Complaint) {
        let text = Digits.ascii(typed).trimmingCharacters(in: .whitespacesAndNewlines)
        let form =
            #/[A-Za-z0-9.!#$%&'*+\/=?^_`{|}~\-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}/#
        guard text.utf8.count <= Self.longest, text.wholeMatch(of: form) != nil else { throw Complaint("form.email") }
        self.text = text
    }

    var domain: Substring { text[text.index(after: text.lastIndex(of: "@") ?? text.startIndex)...] }
}
