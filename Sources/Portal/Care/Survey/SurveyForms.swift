import Domain
import Ground
import Web

/// What an agent writes down after a call, as typed.
struct SurveyCallForm: Sendable {
    let result: Input<SurveyResult>
    let typed: [Int: String]
    var complaints: [Int: Complaint] = [:]
    let words: Input<String>
    let note: Input<String>
    let day: Input<CalendarDay>
    let time: Input<Int>
    let version: ID<SurveyVersion>?

    init(_ form: FormBody, calendar: CalendarSystem) {
        result = form.input("result") { text in
            guard let result = SurveyResult(rawValue: text) else { throw Complaint("form.choose") }
            return result
        }
        typed = (1...SurveyScript.most).reduce(into: [:]) { all, place in
            let text = form.raw("q\(place)")
            if !text.isEmpty { all[place] = text }
        }
        words = form.input("words", else: "", shortText(limit: 1_000))
        note = form.input("note", else: "", shortText(limit: 1_000))
        day = form.input("again_on", else: nil) { try calendar.parse($0) }
        time = form.input("again_at", else: nil) { try TypedTime.minutes($0) }
        version = ID(form.text("questions"))
    }

    /// nil where a field is refused.
    func call(_ clock: CompanyClock, _ subject: @escaping SurveyCall.Subject) -> SurveyCall? {
        guard let result = result.value, let version, let words = words.value, let note = note.value,
            day.complaint == nil, time.complaint == nil
        else { return nil }
        let again = day.value.map {
            clock.instant($0, hour: (time.value ?? 600) / 60, minute: (time.value ?? 600) % 60)
        }
        return SurveyCall(
            result, version: version, answers: typed, words: words, note: note, again: again, subject: subject)
    }
}

/// A rule as typed.
struct SurveyRuleForm: Sendable {
    let name: Input<String>
    let service: Input<String>
    let group: Input<ID<ProductGroup>>
    let city: Input<ID<City>>
    let dealer: Input<ID<Dealer>>
    let grade: Input<String>
    let firstJobs: Input<Int>
    let isAfterComplaint: Bool
    let share: Input<Int>
    let least: Input<Int>

    init(_ form: FormBody, _ choices: SurveyList.Choices) {
        func choice<Of>(_ name: String, _ isKnown: @escaping (ID<Of>) -> Bool) -> Input<ID<Of>> {
            form.input(name, else: nil) { text in
                guard let id = ID<Of>(text), isKnown(id) else { throw Complaint("form.choose") }
                return id
            }
        }
        name = form.input("name", shortText(limit: 100))
        service = form.input("service", else: nil) { text in
            guard choices.names.services.contains(where: { $0.code == text }) else { throw Complaint("form.choose") }
            return text
        }
        group = choice("group") { id in choices.groups.contains { $0.id == id } }
        city = choice("city") { choices.names.city($0) != nil }
        dealer = choice("dealer") { id in choices.dealers.contains { $0.id == id } }
        grade = form.input("grade", else: nil) { text in
            guard DealerRules.grades.contains(text) else { throw Complaint("form.choose") }
            return text
        }
        let first = SurveyRuleFacts.firstJobs
        firstJobs = form.input("first_jobs", else: nil) {
            Int(try TypedNumber.integer($0, in: Int64(first.lowerBound)...Int64(first.upperBound)))
        }
        isAfterComplaint = form.isChecked("after_complaint")
        share = form.input("share") { Int(try TypedNumber.integer($0, in: 0...100)) }
        least = form.input("least", else: 0) { Int(try TypedNumber.integer($0, in: 0...1_000)) }
    }

    init(_ facts: SurveyRuleFacts, _ choices: SurveyList.Choices) {
        self.init(FormBody(facts.texts), choices)
    }

    /// nil where a field is refused.
    var facts: SurveyRuleFacts? {
        guard let name = name.value, let share = share.value, let least = least.value, service.complaint == nil,
            group.complaint == nil, city.complaint == nil, dealer.complaint == nil, grade.complaint == nil,
            firstJobs.complaint == nil
        else { return nil }
        return SurveyRuleFacts(
            name: name, serviceType: service.value, group: group.value, city: city.value, dealer: dealer.value,
            grade: grade.value, firstJobs: firstJobs.value, isAfterComplaint: isAfterComplaint,
            sample: SurveySample(share: share, least: least))
    }
}

/// The questions as typed, row by row; an empty row is none.
struct SurveyScriptForm: Sendable {
    struct Line: Sendable {
        let kind: String
        let fa: String
        let en: String
        let weight: String
        let isRequired: Bool
        let after: String
        let values: String
        let choices: String
        let doubt: String
        let isRating: Bool
        var error: Complaint?

        var isEmpty: Bool { fa.isEmpty && en.isEmpty }
    }

    private(set) var lines: [Line]
    private(set) var script: SurveyScript?
    private(set) var complaint: Complaint?

    /// - Parameters: how its person says yes and no.
    init(_ form: FormBody, yes: String, no: String) {
        lines = (1...SurveyScript.most).map { place in
            Line(
                kind: form.text("kind_\(place)"), fa: form.text("fa_\(place)"), en: form.text("en_\(place)"),
                weight: form.text("weight_\(place)"), isRequired: form.isChecked("required_\(place)"),
                after: form.text("after_\(place)"), values: Self.plain(form.text("if_\(place)"), yes, no),
                choices: form.raw("choices_\(place)"), doubt: form.text("doubt_\(place)"),
                isRating: form.isChecked("rating_\(place)"))
        }.filter { !$0.isEmpty }
        var questions: [SurveyQuestion] = []
        for place in lines.indices {
            do { questions.append(try Self.question(lines[place], questions)) } catch { lines[place].error = error }
        }
        guard questions.count == lines.count else { return }
        do { script = try SurveyScript(questions) } catch { complaint = error }
    }

    /// - Throws: why it is none.
    func required() throws -> SurveyScript {
        guard let script else { throw complaint ?? lines.compactMap(\.error).first ?? Complaint("form.missing") }
        return script
    }

    private static func plain(_ typed: String, _ yes: String, _ no: String) -> String {
        guard !typed.isEmpty else { return typed }
        return switch SearchText.key(typed) {
        case SearchText.key(yes): SurveyQuestion.yes
        case SearchText.key(no): SurveyQuestion.no
        default: typed
        }
    }

    init(_ script: SurveyScript) {
        lines = script.questions.map { question in
            Line(
                kind: question.kind.rawValue, fa: question.fa, en: question.en,
                weight: question.weight == 0 ? "" : String(question.weight), isRequired: question.isRequired,
                after: question.condition.map { String($0.position) } ?? "", values: question.condition?.text ?? "",
                choices: question.choices.joined(separator: "\n"), doubt: question.doubt ?? "",
                isRating: question.isRating)
        }
        self.script = script
    }

    private static func question(_ line: Line, _ earlier: [SurveyQuestion]) throws(Complaint) -> SurveyQuestion {
        guard let kind = SurveyQuestionKind(rawValue: line.kind) else { throw Complaint("form.choose") }
        guard !line.fa.isEmpty else { throw Complaint("form.missing") }
        guard line.fa.count <= SurveyQuestion.longestText, line.en.count <= SurveyQuestion.longestText else {
            throw Complaint("form.too_long", String(SurveyQuestion.longestText))
        }
        let weights = SurveyQuestion.weights
        let weight =
            line.weight.isEmpty
            ? 0 : try TypedNumber.integer(line.weight, in: Int64(weights.lowerBound)...Int64(weights.upperBound))
        let choices = line.choices.split(whereSeparator: \.isNewline).map { SearchText.stored(String($0)) }
            .filter { !$0.isEmpty }
        if kind == .choice, !(2...SurveyQuestion.mostChoices).contains(choices.count) {
            throw Complaint("surveys.choices.count", String(SurveyQuestion.mostChoices))
        }
        return SurveyQuestion(
            kind, fa: line.fa, en: line.en, weight: Int(weight), isRequired: line.isRequired,
            condition: try condition(line, earlier), choices: choices,
            doubt: [SurveyQuestion.yes, SurveyQuestion.no].first { $0 == line.doubt }, isRating: line.isRating)
    }

    private static func condition(
        _ line: Line, _ earlier: [SurveyQuestion]
    ) throws(Complaint) -> SurveyQuestion.Condition? {
        guard !line.after.isEmpty || !line.values.isEmpty else { return nil }
        guard let place = Int(Digits.ascii(line.after)), earlier.indices.contains(place - 1) else {
            throw Complaint("surveys.condition.later", String(earlier.count + 1))
        }
        return try earlier[place - 1].condition(line.values, at: place)
    }
}
