import Domain
import Ground
import Web

/// On a dealer's page: the account that waits, and the form to ask for another.
struct ShebaView: Sendable {
    let waiting: String?
    /// Where the changes are decided.
    let list: String?
    let action: String
    let field: Field

    /// nil for those who may not ask.
    init?(_ dealer: DealerFacts, _ typed: Input<Sheba>?, _ context: CompanyContext) {
        guard context.may(ShebaChangeRoutes.asking) else { return nil }
        let reader = context.reader
        waiting = dealer.newSheba.map { text in
            reader.words("sheba.waiting", ((try? Sheba(text).grouped) ?? text).isolatedLeftToRight)
        }
        list = dealer.newSheba == nil ? nil : context.paths(ShebaChangeRoutes.list)
        action = context.paths(ShebaChangeRoutes.asking, dealer.item.code)
        let input = typed ?? Input(name: "sheba", typed: "", value: nil)
        field = Field(input, label: "sheba.after", for: reader).with {
            $0.direction = "ltr"
            $0.hint = reader.words("sheba.change.hint")
            $0.required = true
            $0.autocomplete = "off"
        }
    }
}
