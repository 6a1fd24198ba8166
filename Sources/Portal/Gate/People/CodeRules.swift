import Database
import Domain
import Ground
import Web

/// How this company's dealers sign in, and who may choose a password anew by a code. The company's book decides, the
/// directory follows.
struct ChangeCodeRule: Sendable {
    let rule: CodeRule

    private static let (way, resets) = ("sign_in_way", "resets_by_code")

    static func now(_ tx: Transaction) throws -> CodeRule {
        let known = try SettingStore.value(way, tx).flatMap(SignInWay.init) ?? CodeRule.usual.way
        return CodeRule(way: known, resets: try SettingStore.value(resets, tx) == "1")
    }

    /// - Throws: `people.codes.none` where the company sends no messages.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let known = try Self.now(tx)
        let event = Event(
            "codes", of: EventSubject("settings"), in: "settings",
            changes: [
                Self.way: (before: known.way.rawValue, after: rule.way.rawValue),
                Self.resets: (before: known.resets ? "1" : "0", after: rule.resets ? "1" : "0"),
            ])
        guard event.changesSomething else { return }
        if rule.way != .password, try !SecretSlots.sends(.signInCode, in: company, tx) {
            throw Complaint("people.codes.none")
        }
        if rule.resets, try !SecretSlots.sends(.passwordCode, in: company, tx) { throw Complaint("people.codes.none") }
        try SettingStore.set(Self.way, rule.way.rawValue, tx)
        try SettingStore.set(Self.resets, rule.resets ? "1" : "0", tx)
        try EventStore.add(event, by: actor.person, tx)
    }

    /// Whether the rule holds only as long as the company sends these.
    static func needs(_ kind: SecretNotice.Kind, _ tx: Transaction) throws -> Bool {
        let rule = try now(tx)
        return switch kind {
        case .signInCode: rule.way != .password
        case .passwordCode: rule.resets
        case .invitation: false
        }
    }

    /// Runs after each change, and when a company is first opened for what a crash left between the two stores.
    static func follow(_ company: OpenCompany, in directory: Store) async throws {
        let rule = try await company.read { try now($0) }
        guard try await directory.read({ try DirectoryStore.codeRule(company.id, $0) }) != rule else { return }
        try await directory.write { try DirectoryStore.setCodeRule(company.id, rule, $0) }
    }
}
