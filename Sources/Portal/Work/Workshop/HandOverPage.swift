import Base
import Database
import Domain
import Ground
import Web

/// What is to be known before a machine leaves.
struct HandOverLoad: Sendable {
    let item: BenchItemRow
    /// What leaving it has come to.
    let storage: StorageFee
    let intakes: JobIntakes
    /// Why it may not leave now.
    let gates: [Complaint]
    let estimate: (total: Int64, state: EstimateState)?
}

/// A hand-over as it was typed.
struct HandOverForm: Sendable {
    let receiver: Input<String>
    let proof: Input<FetchProof>
    let shown: Input<String>
    let bill: Input<FetchBill>
    let amount: Input<Int64>
    let storage: Input<Int64>
    let note: Input<String>
    let ticks: Set<FetchTick>

    init(_ form: FormBody) {
        receiver = form.input("receiver", shortText(limit: 100))
        proof = form.input("proof") { typed in
            guard let proof = FetchProof(rawValue: typed) else { throw Complaint("form.choose") }
            return proof
        }
        shown = form.input("shown", shortText(limit: 100))
        bill = form.input("bill") { typed in
            guard let bill = FetchBill(rawValue: typed) else { throw Complaint("form.choose") }
            return bill
        }
        amount = form.money("amount", else: 0, in: HandOver.amounts)
        storage = form.money("storage", else: 0, in: HandOver.amounts)
        note = form.input("note", else: "", shortText(limit: 300))
        ticks = Set(form.all("tick").compactMap(FetchTick.init))
    }

    /// nil where a field is refused.
    var handOver: HandOver? {
        guard let receiver = receiver.value, let proof = proof.value, let shown = shown.value, let bill = bill.value,
            let amount = amount.value, let storage = storage.value, let note = note.value
        else { return nil }
        return HandOver(
            receiver: receiver, proof: proof, shown: shown, bill: bill, amount: amount, storage: storage,
            note: note, ticks: ticks)
    }
}

/// The form of a hand-over.
struct HandOverPage: Page {
    static let template = "workshop/hand_over"
    let titleKey = "workshop.fetch.title"
    let titleValues: [String]
    let back: String
    let action: String
    let version: String
    let facts: [Fact]
    let gates: [String]
    let errors: FormErrors?
    let receiver: Field
    let proof: Field
    let shown: Field
    let bill: Field
    let amount: Field
    /// nil where nothing is owed for it.
    let storage: Field?
    let note: Field
    let ticks: Field

    init(_ load: HandOverLoad, _ form: HandOverForm?, _ context: CompanyContext) {
        let (reader, words, paths, item) = (context.reader, context.words, context.paths, load.item)
        titleValues = [item.number.isolatedLeftToRight]
        back = paths(BenchItemRoutes.one, item.number)
        (action, version) = (paths(HandOverRoutes.giving, item.number), String(item.version))
        let estimated = load.estimate.flatMap { $0.state == .approved ? $0.total : nil }
        facts =
            BenchItemPage.facts(item, context)
            + load.intakes.facts(item.job, context.company.currency, inHouse: false, reader)
            + [
                estimated.map { total in
                    Fact(
                        label: words("workshop.fetch.estimated"),
                        value: reader.money(Money(total, context.company.currency)))
                }
            ].compactMap(\.self)
        gates = load.gates.map(reader.complaint)
        let isBlank = form == nil
        let typed =
            form
            ?? HandOverForm(
                FormBody([
                    "receiver": item.customerName, "storage": reader.unit.text(load.storage.amount),
                    FormBody.unitField: reader.unit.rawValue,
                ]))
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: "workshop.fetch.\(label)", for: reader).with { if isBlank { $0.error = nil } }
        }
        func choice<Word: RawRepresentable<String> & CaseIterable>(
            _ input: Input<Word>, _ label: String
        ) -> Field {
            field(input, label).with { field in
                field.required = true
                field.options = Word.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("workshop.fetch.\(label).\($0.rawValue)"),
                        selected: $0.rawValue == input.typed)
                }
            }
        }
        receiver = field(typed.receiver, "receiver").with { $0.required = true }
        proof = choice(typed.proof, "proof")
        shown = field(typed.shown, "shown").with {
            ($0.required, $0.autocomplete) = (true, "off")
            $0.hint = words("workshop.fetch.shown.hint")
        }
        bill = choice(typed.bill, "bill")
        amount = field(typed.amount, "amount").asMoney(reader)
        storage =
            load.storage.amount == 0
            ? nil
            : field(typed.storage, "storage").asMoney(reader).with {
                $0.hint = words("workshop.fetch.storage.hint", reader.number(load.storage.days))
            }
        note = field(typed.note, "note").with { $0.hint = words("workshop.fetch.note.hint") }
        ticks = Field(name: "tick", label: words("workshop.fetch.ticks.label")).with {
            $0.required = true
            $0.options = FetchTick.allCases.map {
                .init(
                    value: $0.rawValue, label: words("workshop.fetch.tick.\($0.rawValue)"),
                    selected: typed.ticks.contains($0))
            }
        }
        errors = FormErrors([receiver, proof, shown, bill, amount, storage, note].compactMap(\.self))
    }
}
