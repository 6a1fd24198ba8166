import Domain
import Ground
import Web

/// The fields of the forms on a request's page.
enum RequestFields {
    private static func cell<Value>(
        _ input: Input<Value>, _ label: String, _ line: RequestLineRow, _ refused: Complaint?, _ reader: Reader
    ) -> Field {
        Field(input, label: label, for: reader).with {
            $0.label = reader.words(label, line.part.code.isolatedLeftToRight)
            ($0.direction, $0.autocomplete) = ("ltr", "off")
            if let refused { $0.error = reader.complaint(refused) }
        }
    }

    static func approving(_ load: RequestLoad, _ typed: RequestTyped, _ reader: Reader) -> [[Field]] {
        load.lines.enumerated().map { index, line in
            let input =
                typed.approval?.quantities[index]
                ?? Input(name: "approved\(line.position)", typed: "", value: line.quantity)
            return [
                cell(input, "stock.request.approved_of", line, typed.lines[line.position], reader).with {
                    if $0.value.isEmpty { $0.value = String(line.quantity) }
                    $0.inputMode = "numeric"
                }
            ]
        }
    }

    static func picking(_ load: RequestLoad, _ typed: RequestTyped, _ reader: Reader) -> [[Field]] {
        load.lines.enumerated().map { index, line in
            guard let approved = line.approved, approved > 0 else { return [] }
            let known = typed.picking?.lines[index]
            let refused = typed.lines[line.position]
            let count = cell(
                known?.count ?? Input(name: "picked\(line.position)", typed: "", value: approved),
                "stock.request.picked_of", line, line.part.tracking == .serial ? nil : refused, reader
            ).with {
                if $0.value.isEmpty { $0.value = String(approved) }
                $0.inputMode = "numeric"
            }
            let marks = cell(
                known?.marks ?? Input(name: "marks\(line.position)", typed: "", value: []),
                line.part.tracking == .lot ? "stock.request.lot_of" : "stock.request.serials_of", line,
                line.part.tracking == .serial ? refused : nil, reader)
            switch line.part.tracking {
            case .none: return [count]
            case .serial: return [marks]
            case .lot: return [count, marks]
            }
        }
    }

    static func approval(_ load: RequestLoad, _ typed: RequestTyped, _ context: CompanyContext) -> RequestPage.Approval
    {
        let (reader, words) = (context.reader, context.words)
        let form =
            typed.approval
            ?? RequestApprovalForm(
                FormBody([:]), load.lines, until: load.usual, calendar: reader.clock.calendar)
        let isSilent = typed.approval == nil
        let chosen = form.from.value ?? load.best
        let from = Field(form.from, label: "stock.line.from", for: reader).with {
            if isSilent { $0.error = nil }
            ($0.required, $0.blank) = (true, words("form.choose"))
            $0.options = load.stores.map {
                .init(
                    value: $0.id.description, label: "\($0.title(reader)) · \($0.code.isolatedLeftToRight)",
                    selected: $0.id == chosen)
            }
        }
        let until = Field(form.until, label: "stock.request.until", for: reader).asDay(from: context.today).with {
            if $0.value.isEmpty { $0.value = form.until.value.map { reader.day($0) } ?? "" }
            $0.hint = words("stock.request.until_hint")
        }
        return RequestPage.Approval(
            action: context.paths(RequestRoutes.approval, load.row.number), from: from,
            until: load.row.job == nil ? nil : until,
            answer: Field(form.answer, label: "stock.request.answer", for: reader).with {
                $0.hint = words("stock.request.answer_hint")
            })
    }

    static func reason(
        _ route: FormRoute<String>, _ row: RequestRow, _ typed: RequestTyped, _ deed: String, _ context: CompanyContext
    ) -> RequestPage.Reason {
        let field =
            typed.answer.map { Field($0, label: "stock.request.why_\(deed)", for: context.reader) }
            ?? Field(name: "answer", label: context.words("stock.request.why_\(deed)"))
        return RequestPage.Reason(
            action: context.paths(route, row.number),
            answer: field.with { ($0.required, $0.id) = (true, "f-\(deed)") }, isOpen: typed.answer != nil)
    }
}
