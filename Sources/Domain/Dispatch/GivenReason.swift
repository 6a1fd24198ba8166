/// The reason that a person gives: a code of the company's table, and what he typed beside it.
public struct GivenReason: Hashable, Sendable {
    /// The code under which the text must say what the reason is.
    public static let otherCode = "other"

    public let code: String
    public let text: String

    /// - Parameter codes: the company's codes of this kind of reason.
    /// - Throws: `dispatch.reason.unknown`; `dispatch.reason.text` where "another reason" is chosen and none is typed.
    public init(code: String, text: String, among codes: [String]) throws(Complaint) {
        guard codes.contains(code) else { throw Complaint("dispatch.reason.unknown") }
        guard code != Self.otherCode || !text.isEmpty else { throw Complaint("dispatch.reason.text") }
        self.code = code
        self.text = text
    }
}
