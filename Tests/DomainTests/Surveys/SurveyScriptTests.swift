import Testing

@testable import Domain

@Suite("Questions of a survey")
struct SurveyScriptTests {
    static func script() throws -> SurveyScript {
        try SurveyScript([
            SurveyQuestion(.yesNo, fa: "آیا کسی آمد؟", weight: 0, isRequired: true, doubt: SurveyQuestion.no),
            SurveyQuestion(
                .stars, fa: "کار چطور بود؟", weight: 60, isRequired: true,
                condition: .init(position: 1, values: [SurveyQuestion.yes])),
            SurveyQuestion(.text, fa: "چه چیزی بد بود؟", condition: .init(position: 2, values: ["1", "2"])),
            SurveyQuestion(.recommend, fa: "توصیه می‌کنید؟", weight: 40),
            SurveyQuestion(.choice, fa: "از کجا؟", choices: ["تلفن", "اینترنت"]),
        ])
    }

    @Test(
        "are answered in digits of any script; what is no number or beyond the scale is refused",
        arguments: [
            (SurveyQuestionKind.stars, "۵", "5"), (.stars, "5", "5"), (.stars, "٣", "3"), (.stars, "0", nil),
            (.stars, "6", nil),
            (.stars, "nan", nil), (.stars, "4.5", nil), (.stars, "-1", nil), (.stars, "1²", nil), (.stars, "", nil),
            (.recommend, "۱۰", "10"), (.recommend, "0", "0"), (.recommend, "11", nil), (.recommend, "100", nil),
            (.yesNo, "no", "no"), (.yesNo, "maybe", nil), (.yesNo, "YES", "yes"),
            (.yesNo, "1", nil),
            (.choice, "۲", "2"), (.choice, "3", nil), (.choice, "0", nil), (.text, "  خوب  ", "خوب"),
        ] as [(SurveyQuestionKind, String, String?)])
    func answers(_ kind: SurveyQuestionKind, _ typed: String, _ kept: String?) {
        let question = SurveyQuestion(kind, fa: "؟", choices: ["الف", "ب"])
        #expect((try? question.answer(typed)) == kept)
    }

    @Test("follow their branches: what is not asked is neither missed nor counted")
    func branches() throws {
        let script = try Self.script()
        let nobody = script.read([1: "no", 2: "5", 3: "هیچ"], isComplete: true)
        #expect(nobody == SurveyAnswers(values: [1: "no"], complaints: [:]))
        #expect(script.doubts(nobody.values) == [1])
        #expect(script.score(nobody.values) == nil)
        let missing = script.read([1: "yes"], isComplete: true)
        #expect(missing.complaints == [2: Complaint("form.missing")])
        #expect(script.read([1: "yes"], isComplete: false).complaints.isEmpty)
        let bad = script.read([1: "yes", 2: "۲", 3: "دیر آمد", 4: "۳"], isComplete: true)
        #expect(bad.values == [1: "yes", 2: "2", 3: "دیر آمد", 4: "3"])
        #expect(script.read([1: "yes", 2: "4", 3: "دیر آمد"], isComplete: true).values[3] == nil)
    }

    @Test(
        "make a job's score in tenths, by their weights, half up",
        arguments: [
            ([2: "5", 4: "10"], 50), ([2: "1", 4: "0"], 10), ([2: "2", 4: "3"], 21), ([2: "4"], 40), ([4: "9"], 46),
            ([2: "3", 4: "5"], 30), ([2: "3", 4: "10"], 38), ([1: "yes"], nil), ([:], nil),
        ] as [([Int: String], Int64?)])
    func scores(_ answers: [Int: String], _ tenths: Int64?) throws {
        #expect(try Self.script().score(answers) == tenths)
    }

    @Test("count a no as the good answer where a yes contradicts the dealer")
    func goodAnswer() throws {
        let paid = try SurveyScript([SurveyQuestion(.yesNo, fa: "پول نقد؟", weight: 1, doubt: SurveyQuestion.yes)])
        #expect(paid.score([1: "no"]) == 50 && paid.score([1: "yes"]) == 10)
        #expect(paid.doubts([1: "yes"]) == [1] && paid.doubts([1: "no"]).isEmpty)
    }

    @Test(
        "read which answers lead on",
        arguments: [
            (SurveyQuestionKind.stars, "1-2", ["1", "2"]), (.stars, "۱،۳", ["1", "3"]), (.yesNo, "no", ["no"]),
            (.stars, "6", nil), (.stars, "3-1", nil), (.text, "بد", nil), (.stars, "", nil), (.choice, "2", ["2"]),
        ] as [(SurveyQuestionKind, String, [String]?)])
    func conditions(_ kind: SurveyQuestionKind, _ typed: String, _ values: [String]?) {
        let question = SurveyQuestion(kind, fa: "؟", choices: ["الف", "ب"])
        #expect((try? question.condition(typed, at: 1))?.values == values.map(Set.init))
    }

    @Test("are refused where there is none, none weighs, or one depends on a later one")
    func refused() {
        #expect(throws: Complaint("surveys.script.empty")) { try SurveyScript([]) }
        #expect(throws: Complaint("surveys.script.unweighted")) {
            try SurveyScript([SurveyQuestion(.text, fa: "؟", weight: 5)])
        }
        #expect(throws: Complaint("surveys.condition.later", "1")) {
            try SurveyScript([SurveyQuestion(.stars, fa: "؟", weight: 1, condition: .init(position: 1, values: ["1"]))])
        }
        #expect(throws: Complaint("surveys.script.many", "12")) {
            try SurveyScript(Array(repeating: SurveyQuestion(.stars, fa: "؟", weight: 1), count: 13))
        }
    }

    @Test("one question of stars at most is what links and text messages ask too")
    func rating() throws {
        func question(_ kind: SurveyQuestionKind, _ isRating: Bool) -> SurveyQuestion {
            SurveyQuestion(kind, fa: "؟", weight: 1, isRating: isRating)
        }
        let script = try SurveyScript([question(.recommend, true), question(.stars, false), question(.stars, true)])
        #expect(script.rating == 3 && script.score([3: "4"]) == 40)
        #expect(try SurveyScript([question(.stars, false)]).rating == nil)
        #expect(throws: Complaint("surveys.script.ratings")) {
            try SurveyScript([question(.stars, true), question(.stars, true)])
        }
    }
}
