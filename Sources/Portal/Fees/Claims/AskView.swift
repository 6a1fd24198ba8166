import Domain
import Ground
import Web

/// The form with which a dealer asks for more, and what he asks for already.
struct AskView: Sendable {
    let context: CompanyContext
    let forms: ClaimForms

    private var reader: Reader { context.reader }

    /// nil where nothing (more) can be asked for.
    func view(_ loaded: ShowClaim.Loaded) -> ClaimPage.Ask? {
        let line = loaded.line
        guard line.state.canAskForMore, context.may(AskRoutes.asking) else { return nil }
        let form = forms.ask ?? AskForm(FormBody())
        var component = Field(form.component, label: "claims.ask.component", for: reader).with {
            $0.blank = reader.words("form.blank")
            $0.options = AskedLine.components.map { option in
                .init(
                    value: option.rawValue, label: reader.words("claims.ask.component.\(option.rawValue)"),
                    selected: option.rawValue == form.component.typed)
            }
        }
        var amount = Field(form.amount, label: "claims.ask.amount", for: reader).asMoney(reader)
        var text = Field(form.text, label: "claims.ask.text", for: reader)
        if forms.ask == nil { (component.error, amount.error, text.error) = (nil, nil, nil) }
        (component.required, amount.required, text.required) = (true, true, true)
        return ClaimPage.Ask(
            action: context.paths(AskRoutes.asking, line.id), removal: context.paths(AskRoutes.removal, line.id),
            choice: ClaimChoice(id: line.id, version: line.version).text, asked: loaded.lines.compactMap(asked),
            component: component, amount: amount, text: text,
            photos: FileField(photos: forms.ask == nil ? nil : forms.tray, title: "claims.photos.add", context),
            errors: FormErrors([component, amount, text]))
    }

    private func asked(_ line: EvidenceList.Line) -> ClaimPage.Ask.Asked? {
        guard line.isAsked, let id = line.id else { return nil }
        return ClaimPage.Ask.Asked(
            line: id.description, label: reader.words("claims.ask.component.\(line.component.rawValue)"),
            amount: Amount(Money(line.claimed, context.company.currency), reader))
    }
}
