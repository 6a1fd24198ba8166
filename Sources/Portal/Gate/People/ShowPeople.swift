import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Makes the list's page out of what the stores say.
struct ShowPeople: Sendable {
    let context: CompanyContext
    var filter = PeopleFilter(Asked())
    var form: InviteForm?
    /// The token of the link that has just been made.
    var token: String?
    /// What stands before the link's path; nil where nobody has said it for certain.
    var origin: String?

    func page() async throws -> PeoplePage {
        let companyID = context.company.id
        let company = context.company
        let (items, dealers, sends) = try await company.read {
            (try PeopleList.all($0), try PeopleList.dealers($0), try SecretSlots.sends(.invitation, in: company, $0))
        }
        let pending = try await context.portal.companies.directory.read {
            try InvitationStore.pending(of: companyID, $0)
        }
        let shown = filter.shown(items)
        return PeoplePage(
            count: words("people.count", reader.number(shown.count)), text: filter.text, role: rolePick,
            state: statePick, files: context.files(of: filter, at: context.paths(PeopleRoutes.export)),
            rows: shown.map(row),
            empty: shown.isEmpty
                ? EmptyNote(
                    title: words("people.none"), text: words("people.none.text"),
                    action: .clear(context.paths(PeopleRoutes.list), words)) : nil,
            hasPending: !pending.isEmpty, pending: pending.map { row($0, dealers) }, invite: invite(dealers, sends),
            link: try await link(), secondStepRule: context.pathIfAllowed(SecondStepRuleRoutes.page),
            codes: context.pathIfAllowed(CodeRuleRoutes.page))
    }

    private var reader: Reader { context.reader }
    private var words: Words { context.words }

    private func row(_ item: PeopleList.Item) -> PeoplePage.Row {
        PeoplePage.Row(
            href: context.paths(PeopleRoutes.one, item.member.id), name: item.member.name,
            mobile: reader.mobile(item.member.mobile), roles: reader.roles(item.member.roles),
            dealer: item.dealer,
            badge: item.member.badge(words))
    }

    private func row(_ invitation: Invitation, _ dealers: [DealerChoice]) -> PeoplePage.Pending {
        let state = invitation.isCompleted ? "people.invitation.completed" : "people.invitation.sent"
        let mayWithdraw = context.may(InviteRoutes.withdrawal)
        return PeoplePage.Pending(
            name: invitation.name, mobile: reader.mobile(invitation.mobile.e164), roles: reader.roles(invitation.roles),
            dealer: invitation.dealer.flatMap { id in dealers.first { $0.id == id }?.name },
            badge: Badge(kind: invitation.isCompleted ? "accent" : "info", label: words(state)),
            until: reader.dateTime(invitation.endsAt),
            withdrawal: mayWithdraw ? context.paths(InviteRoutes.withdrawal, invitation.id) : nil)
    }

    /// - Parameter sends: whether the link can go to the number itself.
    private func invite(_ dealers: [DealerChoice], _ sends: Bool) -> PeoplePage.Invite? {
        guard context.may(InviteRoutes.invitations) else { return nil }
        let fields = (form ?? InviteForm(FormBody(), dealers: dealers)).fields(reader, isBlank: form == nil)
        return PeoplePage.Invite(
            action: context.paths(InviteRoutes.invitations), errors: FormErrors(fields), mobile: fields[0],
            name: fields[1],
            roles: fields[2], dealer: fields[3],
            byMessage: sends
                ? .onOff(
                    "by_message", "people.invite.by_message", "people.invite.by_message.label",
                    isOn: form?.byMessage ?? true, words) : nil)
    }

    private func link() async throws -> InviteLink? {
        context.may(InviteRoutes.invitations) ? try await InviteLink.read(token, origin: origin, context) : nil
    }

    private var rolePick: Pick {
        Pick(
            "role", words("people.role"), blank: words("people.roles.any"),
            Role.allCases.map { ($0.rawValue, words("role.\($0.rawValue)")) }, chosen: filter.role?.rawValue)
    }

    private var statePick: Pick {
        Pick(
            "state", words("people.state"), blank: words("jobs.all.state"),
            ["open", "locked"].map { ($0, words("people.state.\($0)")) },
            chosen: filter.isLocked.map { $0 ? "locked" : "open" })
    }
}
