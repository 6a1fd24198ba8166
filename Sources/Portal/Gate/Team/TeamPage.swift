import Domain
import Ground
import Web

/// A technician whom the dealer's manager asks in, as he was typed.
struct TeamForm: Sendable {
    let mobile: Input<MobileNumber>
    let name: Input<String>
    /// Whether the link goes to the number itself, so that nobody else has it.
    let byMessage: Bool
    var refused: Complaint?

    init(_ form: FormBody) {
        mobile = form.input("mobile") { try MobileNumber($0) }
        name = form.input("name", shortText(limit: 100))
        byMessage = form.isChecked("by_message")
    }
}

/// The people of one dealership, for its manager.
struct TeamPage: Page {
    struct Someone: Sendable {
        let name: String
        let roles: String
        let mobile: String
        let call: String
        let badge: Badge
        /// nil for those who are not his to lock.
        let act: Act?
    }

    struct Act: Sendable {
        let action: String
        let person: String
        let version: String
        let label: String
        let question: String
    }

    struct Asked: Sendable {
        let name: String
        let mobile: String
        let until: String
        let invitation: String
    }

    static let template = "team/team"
    let titleKey = "team.title"
    let link: InviteLink?
    let people: [Someone]
    let asked: [Asked]
    let hasAsked: Bool
    let withdrawal: String
    let action: String
    let errors: FormErrors?
    let mobile: Field
    let name: Field
    /// nil where the company sends no messages.
    let byMessage: Field?

    init(_ load: TeamLoad, _ link: InviteLink?, _ typed: TeamForm?, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        self.link = link
        people = load.people.inPersianOrder(by: \.name).map { member in
            Someone(
                name: member.name, roles: reader.roles(member.roles), mobile: reader.mobile(member.mobile),
                call: "tel:\(member.mobile)", badge: member.badge(words), act: Self.act(member, load.openable, context))
        }
        asked = load.invitations.map {
            Asked(
                name: $0.name, mobile: reader.mobile($0.mobile.e164), until: reader.dateTime($0.endsAt),
                invitation: $0.id.description)
        }
        hasAsked = !asked.isEmpty
        withdrawal = paths(TeamRoutes.withdrawal)
        action = paths(TeamRoutes.invitations)
        let form = typed ?? TeamForm(FormBody())
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if typed == nil { $0.error = nil }
                $0.required = true
            }
        }
        mobile = field(form.mobile, "sign_in.mobile").with {
            ($0.type, $0.inputMode, $0.direction) = ("tel", "tel", "ltr")
            if let refused = form.refused { $0.error = reader.complaint(refused) }
        }
        name = field(form.name, "people.name")
        byMessage =
            load.sends
            ? .onOff(
                "by_message", "people.invite.by_message", "people.invite.by_message.label",
                isOn: typed?.byMessage ?? true, words) : nil
        errors = FormErrors([mobile, name])
    }

    private static func act(_ member: Member, _ openable: Set<ID<Person>>, _ context: CompanyContext) -> Act? {
        guard (try? MayManageTechnician(context.actor, member.roles, of: member.dealer)) != nil,
            !member.isLocked || openable.contains(member.id)
        else { return nil }
        let (words, paths) = (context.words, context.paths)
        let deed = member.isLocked ? "unlock" : "lock"
        return Act(
            action: paths(member.isLocked ? TeamRoutes.unlock : TeamRoutes.lock),
            person: member.id.description, version: String(member.version), label: words("team.\(deed)"),
            question: words("team.\(deed).question", member.name.isolated))
    }
}
