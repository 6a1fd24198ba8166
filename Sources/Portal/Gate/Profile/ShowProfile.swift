import Domain
import Ground
import Web

extension ProfilePage {
    /// - Parameter isBlank: before anything was sent nothing is wrong.
    init(
        _ visitor: Visitor, _ sessions: [Session], _ form: FormBody, _ password: NewPasswordForm, isBlank: Bool,
        oldIsWrong: Complaint?, _ step: SecondStep?, _ reader: Reader
    ) {
        let new = password.fields(reader, isBlank: isBlank)
        let old = Field(name: "old", label: reader.words("login.old")).with {
            ($0.type, $0.direction, $0.autocomplete, $0.required) = ("password", "ltr", "current-password", true)
            let missing = !isBlank && form.raw("old").isEmpty ? Complaint("form.missing") : nil
            $0.error = (oldIsWrong ?? missing).map(reader.complaint)
        }
        facts = [
            Fact(label: reader.words("people.name"), value: visitor.name),
            Fact(label: reader.words("sign_in.mobile"), value: reader.mobile(visitor.mobile), isLtr: true),
            Fact(label: reader.words("shell.language"), value: visitor.language.ownName),
        ]
        removal = Paths.sessionRemoval
        self.sessions = sessions.map {
            Browser(
                id: $0.tokenHash, device: DeviceName.of($0.device, reader.words), since: reader.dateTime($0.madeAt),
                seen: reader.dateTime($0.seenAt), isThis: $0.tokenHash == visitor.tokenHash)
        }
        secondStep = Link(
            text: step.map { SecondStepRoutes.text($0, reader) } ?? reader.words("second_step.off"),
            href: Paths.secondStep, label: reader.words(step == nil ? "second_step.set_up" : "second_step.end"))
        passwordPath = Paths.password
        (self.old, self.password, again) = (old, new[0], new[1])
        errors = FormErrors([old] + new)
    }
}
