import Domain
import Ground
import Web

/// What a policy may be for.
struct DispatchChoices: Sendable {
    let names: CommonNames
    let groups: [(id: ID<ProductGroup>, names: BothNames)]

    /// In words: which service, which group, which city.
    func text(_ scope: DispatchScope, _ reader: Reader) -> String {
        let group = scope.group.flatMap { id in groups.first { $0.id == id }?.names.shown(reader) }
        let parts = [
            scope.service.map { names.service($0, reader) }, group,
            scope.city.flatMap { names.city($0)?.names.shown(reader) },
        ].compactMap(\.self)
        return parts.isEmpty ? reader.words("dispatch.policy.all") : parts.joined(separator: reader.words("list.comma"))
    }
}

/// A policy as typed.
struct DispatchPolicyForm: Sendable {
    let service: Input<String>
    let group: Input<ID<ProductGroup>>
    let city: Input<ID<City>>
    let weights: [Input<Int>]
    let answer: Input<Int>
    let passes: Input<Int>

    init(_ form: FormBody, _ choices: DispatchChoices) {
        service = form.input("service", else: nil) { text in
            guard choices.names.services.contains(where: { $0.code == text }) else { throw Complaint("form.choose") }
            return text
        }
        group = form.input("group", else: nil) { text in
            guard let id = ID<ProductGroup>(text), choices.groups.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        city = form.input("city", else: nil) { text in
            guard let id = ID<City>(text), choices.names.city(id) != nil else { throw Complaint("form.choose") }
            return id
        }
        weights = RankingPart.allCases.map { part in
            form.input("weight_\(part.rawValue)", else: 0) { Int(try TypedNumber.integer($0, in: 0...100)) }
        }
        func bounded(_ name: String, _ bounds: ClosedRange<Int>) -> Input<Int> {
            form.input(name, else: 0) {
                Int(try TypedNumber.integer($0, in: Int64(bounds.lowerBound)...Int64(bounds.upperBound)))
            }
        }
        answer = bounded("answer_minutes", DispatchPolicy.answerBounds)
        passes = bounded("passes", DispatchPolicy.passBounds)
    }

    init(_ policy: DispatchPolicy, for scope: DispatchScope, _ choices: DispatchChoices) {
        var fields = [
            "service": scope.service ?? "", "group": scope.group?.description ?? "",
            "city": scope.city?.description ?? "", "answer_minutes": String(policy.answerMinutes),
            "passes": String(policy.passes),
        ]
        for part in RankingPart.allCases { fields["weight_\(part.rawValue)"] = String(policy.weights[part]) }
        self.init(FormBody(fields), choices)
    }

    /// nil where it cannot be understood.
    var scope: DispatchScope? {
        guard service.complaint == nil, group.complaint == nil, city.complaint == nil else { return nil }
        return DispatchScope(service: service.value, group: group.value, city: city.value)
    }

    /// nil where a field is refused; a failure is of all weights together.
    var policy: Result<DispatchPolicy, Complaint>? {
        let values = weights.compactMap(\.value)
        guard values.count == weights.count, let answer = answer.value, let passes = passes.value else { return nil }
        return Result { () throws(Complaint) in
            let points = Dictionary(uniqueKeysWithValues: zip(RankingPart.allCases, values))
            return DispatchPolicy(weights: try RankingWeights(points), answerMinutes: answer, passes: passes)
        }
    }
}
