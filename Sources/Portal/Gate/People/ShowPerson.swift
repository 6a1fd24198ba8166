import Base
import Domain
import Foundation
import Ground
import Web

/// Makes one person's page.
struct ShowPerson: Sendable {
    let context: CompanyContext
    let id: ID<Person>
    /// A refused change of roles, as it was typed.
    var form: RolesForm?

    func page() async throws -> PersonPage {
        let id = id
        let (member, dealers, events) = try await context.company.read { tx in
            let member = try PersonStore.find(id, tx)
            return (member, try PeopleList.dealers(tx), try PersonEventStore.of(member, tx))
        }
        let company = context.company.id
        let (sessions, step) = try await context.portal.companies.directory.read {
            (try SessionStore.all(of: id, in: company, $0), try SecondStepStore.find(id, $0))
        }
        return PersonPage(
            titleValues: [member.name], people: context.paths(PeopleRoutes.list), badge: member.badge(words),
            facts: facts(member, dealers), change: change(member, dealers), lock: lock(member),
            browsers: browsers(member, sessions),
            secondStep: secondStep(member, step), events: events.map(item)
        )
    }

    private var reader: Reader { context.reader }
    private var words: Words { context.words }

    private func facts(_ member: Member, _ dealers: [DealerChoice]) -> [Fact] {
        var facts = [
            Fact(label: words("sign_in.mobile"), value: reader.mobile(member.mobile), isLtr: true),
            Fact(label: words("people.roles"), value: reader.roles(member.roles)),
        ]
        if let dealer = dealers.first(where: { $0.id == member.dealer }) {
            facts.append(
                Fact(
                    label: words("people.dealer"), value: dealer.name,
                    href: context.paths(DealerRoutes.one, dealer.code)))
        }
        return facts
    }

    private func change(_ member: Member, _ dealers: [DealerChoice]) -> PersonPage.Change? {
        guard context.may(PeopleRoutes.roles) else { return nil }
        let fields = (form ?? RolesForm(member, dealers: dealers)).fields(reader)
        return PersonPage.Change(
            action: context.paths(PeopleRoutes.roles, member.id), version: String(member.version),
            errors: FormErrors([fields.roles, fields.dealer]), roles: fields.roles, dealer: fields.dealer)
    }

    /// Nobody can lock himself.
    private func lock(_ member: Member) -> PersonPage.Lock? {
        guard context.may(PeopleRoutes.lock), member.id != context.actor.person else { return nil }
        let act = member.isLocked ? "unlock" : "lock"
        return PersonPage.Lock(
            action: context.paths(member.isLocked ? PeopleRoutes.unlock : PeopleRoutes.lock, member.id),
            version: String(member.version), label: words("people.\(act)"),
            question: words("people.\(act).question", member.name), note: words("people.\(act).note"),
            look: member.isLocked ? "" : "danger")
    }

    /// His own he ends at his login.
    private func browsers(_ member: Member, _ sessions: [Session]) -> PersonPage.Browsers? {
        guard context.may(PeopleRoutes.signOut), member.id != context.actor.person else { return nil }
        return PersonPage.Browsers(
            action: context.paths(PeopleRoutes.signOut, member.id),
            question: words("people.sign_out.question", member.name), isSignedIn: !sessions.isEmpty,
            sessions: sessions.map {
                PersonPage.Browser(
                    device: DeviceName.of($0.device, words), since: reader.dateTime($0.madeAt),
                    seen: reader.dateTime($0.seenAt))
            })
    }

    /// His own he ends at his login.
    private func secondStep(_ member: Member, _ step: SecondStep?) -> PersonPage.SecondStepCard? {
        guard context.may(SecondStepRuleRoutes.removal) else { return nil }
        let isEndable = step != nil && member.id != context.actor.person
        return PersonPage.SecondStepCard(
            text: words(step == nil ? "people.second_step.off" : "people.second_step.on"),
            removal: isEndable ? context.paths(SecondStepRuleRoutes.removal, member.id) : nil,
            question: words("people.second_step.question", member.name))
    }

    private func item(_ event: PersonEvent) -> TimelineItem {
        let looks: [PersonEvent.Kind: String] = [
            .joined: "done", .unlocked: "done", .locked: "error", .withdrawn: "warning",
            .signedOut: "warning", .secondStepRemoved: "warning",
        ]
        return TimelineItem(
            kind: looks[event.kind] ?? "accent", title: words("people.event.\(event.kind.rawValue)"), text: text(event),
            who: event.by ?? words("people.operator"), when: reader.dateTime(event.at),
            instant: Date(timeIntervalSince1970: TimeInterval(event.at.seconds)).formatted(.iso8601))
    }

    /// What it was before and what after; for a lock there is nothing more to say.
    private func text(_ event: PersonEvent) -> String? {
        let before = place(event.rolesBefore, event.dealerBefore)
        let after = place(event.rolesAfter, event.dealerAfter)
        if after.isEmpty || [.locked, .unlocked].contains(event.kind) || event.kind.isOfSignIn { return nil }
        return before.isEmpty ? after : words("people.change", before, after)
    }

    private func place(_ roles: Roles, _ dealer: String?) -> String {
        let names = reader.roles(roles)
        return dealer.map { words("people.at_dealer", names, $0) } ?? names
    }
}
