import Domain
import Foundation
import Ground
import Web

/// A signature as the page's script has drawn it: a small picture that lies in its form as a text, so that it waits with the
/// form where there is no line.
enum DrawnSignature {
    /// A few kilobytes are usual.
    private static let longest = 120_000
    private static let start = "data:image/png;base64,"
    /// With which a PNG begins.
    private static let mark: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func isOne(_ text: String) -> Bool {
        text.utf8.count <= longest && text.hasPrefix(start)
            && Data(base64Encoded: String(text.dropFirst(start.count)))?.starts(with: mark) == true
    }

    /// The picture, stored as what this person has sent with this form; nil where nobody has signed.
    /// - Throws: as `CleanFile.cleaned`, where it is no picture.
    static func upload(_ text: String, _ context: CompanyContext) async throws -> Upload? {
        guard isOne(text), let data = Data(base64Encoded: String(text.dropFirst(start.count))) else { return nil }
        return try await FileTray.upload([UInt8](data), called: "signature.png", for: context.path, context)
    }
}

/// Where the customer signs, on the form of a visit (Templates/visits/form).
struct SignatureView: Sendable {
    let drawn: String
    let script: String
    let unsigned: Field

    /// nil where the company takes no signatures.
    init?(_ form: VisitForm, _ rule: SignatureRule, isFresh: Bool, _ context: CompanyContext) {
        guard rule != .off else { return nil }
        drawn = form.signature
        script = context.portal.assets.signature
        unsigned = Field(form.unsigned, label: "visits.unsigned", for: context.reader).with {
            if isFresh { $0.error = nil }
            $0.hint = rule == .required ? context.words("visits.unsigned.hint") : nil
        }
    }
}
