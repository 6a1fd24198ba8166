import Database
import Domain
import Ground
import Web

/// Whose roles need a second step of the sign-in in this company. The company's book decides, the directory follows.
struct SecondStepRule: Sendable {
    let roles: Roles

    private static let setting = "second_step_roles"

    static func now(_ tx: Transaction) throws -> Roles { Roles(text: try SettingStore.value(setting, tx) ?? "") }

    func run(by actor: Actor, in tx: Transaction) throws {
        let event = Event(
            "second_step", of: EventSubject("settings"), in: "settings",
            changes: ["roles": (before: try Self.now(tx).text, after: roles.text)])
        guard event.changesSomething else { return }
        try SettingStore.set(Self.setting, roles.text, tx)
        try EventStore.add(event, by: actor.person, tx)
    }

    /// Runs after each change, and when a company is first opened for what a crash left between the two stores.
    static func follow(_ company: OpenCompany, in directory: Store) async throws {
        let roles = try await company.read { try now($0) }
        guard try await directory.read({ try DirectoryStore.secondStepRoles(company.id, $0) }) != roles else { return }
        try await directory.write { try DirectoryStore.setSecondStepRoles(company.id, roles, $0) }
    }
}
