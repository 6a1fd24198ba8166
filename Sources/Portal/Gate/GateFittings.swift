import Database
import Domain
import Ground

/// What the gate puts into the slots of others.
package enum GateFittings {
    package static func add(to fittings: inout Fittings) {
        fittings.add(PersonEventStore.naming, to: EventSlots.subjects)
        fittings.add(PersonEventStore.wording, to: EventSlots.wordings)
        fittings.add(ChangeCodeRule.needs, to: SecretSlots.needs)
        fittings.add({ try PasswordResetStore.sweep($0) }, to: CompanySlots.directorySweeps)
        fittings.add({ try InvitationStore.sweep($0) }, to: CompanySlots.directorySweeps)
        fittings.add(
            { company, directory in try await FollowBook(company: company, directory: directory).runForAll() },
            to: CompanySlots.mended)
        fittings.add(
            { company, directory in try await SecondStepRule.follow(company, in: directory) }, to: CompanySlots.mended)
        fittings.add(
            { company, directory in try await ChangeCodeRule.follow(company, in: directory) }, to: CompanySlots.mended)
    }
}
