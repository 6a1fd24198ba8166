import Domain
import Ground
import Web

/// The link of an invitation, shown once, to the one who has just invited.
struct InviteLink: Sendable {
    let text: String
    let url: String
    /// What its reader must put before it.
    let hint: String?

    /// nil where this person has made none a moment ago.
    /// - Parameters:
    ///   - token: of the link that has just been made.
    ///   - origin: what stands before the link's path; nil where nobody has said it for certain.
    static func read(_ token: String?, origin: String?, _ context: CompanyContext) async throws -> InviteLink? {
        guard let token else { return nil }
        let (company, hash, reader) = (context.company.id, Secrets.hash(token), context.reader)
        let made = try await context.portal.companies.directory.read {
            try InvitationStore.find(tokenHash: hash, in: company, $0)
        }
        return made.map {
            InviteLink(
                text: reader.words("people.link", $0.name, reader.dateTime($0.endsAt)),
                url: (origin ?? "") + Paths.invitation(token),
                hint: origin == nil ? reader.words("people.link.no_address") : nil)
        }
    }
}
