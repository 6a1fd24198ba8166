import Domain
import Foundation
import Ground
import Web

/// What a provider is given to send: the text, and what it speaks of where he has approved it as a pattern.
struct MessageContent: Codable, Hashable, Sendable {
    var body: String
    var fields: [SmsField]

    /// In the place of what was sealed and is gone.
    static let gone = "-"
    private static let purpose = "message"

    /// As one line that only this installation opens.
    func sealed(in company: OpenCompany) throws -> String {
        try company.sealed(JSONText.of(self), for: Self.purpose)
    }

    /// - Returns: nil where another installation has sealed it.
    init?(_ sealed: String, in company: OpenCompany) {
        guard let text = company.opened(sealed, for: Self.purpose), let content: Self = try? JSONText.read(text) else {
            return nil
        }
        self = content
    }

    init(body: String, fields: [SmsField]) { (self.body, self.fields) = (body, fields) }

    func without(_ secret: String) -> MessageContent {
        guard !secret.isEmpty else { return self }
        return MessageContent(
            body: body.replacing(secret, with: "…"),
            fields: fields.map { SmsField(name: $0.name, value: $0.value.replacing(secret, with: "…")) })
    }

    /// Without the last part of each link to follow a job by: whoever has that needs no password.
    var cut: MessageContent {
        MessageContent(
            body: Self.cut(body), fields: fields.map { SmsField(name: $0.name, value: Self.cut($0.value)) })
    }

    private static func cut(_ text: String) -> String {
        text.replacing(#/(\/(?:track|rate|confirm|approve)\/)[0-9a-f]{40}/#) { "\($0.output.1)…" }
    }
}
