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

    /// A form that wants a code and the password.
    struct Proven: Sendable {
        let action: String
        let code: Field
        let password: Field
        let errors: FormErrors?
    }

    struct On: Sendable {
        let text: String
        let renewal: Proven
        let end: Proven
    }

    static let template = "login/second_step"
    let titleKey = "second_step.title"
    let login: String
    let back: String
    let setup: Setup?
    let on: On?
    let code: Field
    let password: Field
    let errors: FormErrors?
}

/// The codes for recovery, shown once.
struct RecoveryCodesPage: Page {
    static let template = "login/recovery_codes"
    let titleKey = "recovery.title"
    /// What was done.
    let done: String
    let codes: [String]
    let back: String
}
