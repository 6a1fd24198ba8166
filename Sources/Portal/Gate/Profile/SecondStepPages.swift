import Web

/// Where a person sets up the second step of his sign-in, or ends it.
struct SecondStepPage: Page {
    /// What his telephone takes up: as a picture, and to be typed.
    struct Setup: Sendable {
        let side: String
        let path: String
        let secret: String
        let sealed: String
        let action: String
    }

    struct End: Sendable {
        let text: String
        let action: String
    }

    static let template = "account/second_step"
    let titleKey = "second_step.title"
    let account: String
    let back: String
    let setup: Setup?
    let end: End?
    let code: Field
    let password: Field
    let errors: FormErrors?
}

/// The codes for recovery, shown once.
struct RecoveryCodesPage: Page {
    static let template = "account/recovery_codes"
    let titleKey = "recovery.title"
    let codes: [String]
    let back: String
}
