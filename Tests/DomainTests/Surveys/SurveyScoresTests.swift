import Testing

@testable import Domain

@Suite("What surveys come to")
struct SurveyScoresTests {
    /// Newcombe 1998 (81/263, 15/148, 0/20, 1/29), and computed apart in floating point.
    @Test(
        "Wilson's interval, in tenths of a percent",
        arguments: [
            (9, 10, 596, 982), (0, 10, 0, 278), (10, 10, 722, 1_000), (5, 10, 237, 763), (1, 1, 207, 1_000),
            (81, 263, 255, 366), (15, 148, 62, 160), (0, 20, 0, 161), (1, 29, 6, 172), (99, 100, 946, 998),
            (1_234, 5_678, 207, 228), (500_000, 1_000_000, 499, 501),
        ])
    func wilson(_ hits: Int, _ count: Int, _ low: Int, _ high: Int) throws {
        let interval = try #require(WilsonInterval(hits, of: count))
        #expect(interval.low == low && interval.high == high)
    }

    @Test("of nothing, of more hits than there are and of more than is counted there is none")
    func none() {
        #expect(WilsonInterval(0, of: 0) == nil && WilsonInterval(2, of: 1) == nil && WilsonInterval(-1, of: 1) == nil)
        #expect(NetPromoter(promoters: 0, detractors: 0, of: 0) == nil)
        #expect(NetPromoter(promoters: 2, detractors: 2, of: 3) == nil)
    }

    @Test(
        "the net promoter score with its error, in tenths",
        arguments: [
            (30, 10, 60, 333, 189), (50, 17, 100, 330, 147), (5, 5, 10, 0, 620), (10, 0, 10, 1_000, 0),
            (0, 10, 10, -1_000, 0),
            (3_000, 1_000, 6_000, 333, 19), (5_000_000, 5_000_000, 10_000_000, 0, 1), (1, 0, 10_000_000, 0, 0),
        ])
    func promoters(_ promoters: Int, _ detractors: Int, _ count: Int, _ tenths: Int, _ error: Int) throws {
        let score = try #require(NetPromoter(promoters: promoters, detractors: detractors, of: count))
        #expect(score.tenths == tenths && score.error == error)
    }

    @Test("below ten nothing is shown")
    func few() {
        let few = SurveyFigures(scored: 9, satisfied: 9, sum: 450, promoters: 9, detractors: 0, recommended: 9)
        #expect(few.interval == nil && few.share == nil && few.mean == nil && few.netPromoter == nil)
        let ten = SurveyFigures(scored: 10, satisfied: 9, sum: 443, promoters: 7, detractors: 1, recommended: 10)
        #expect(ten.interval?.low == 596 && ten.share == 900 && ten.mean == 443 && ten.netPromoter?.tenths == 600)
    }

    @Test("the four rates count by who could have been asked, wrong numbers aside")
    func rates() {
        let rates = SurveyRates([
            .interview: 60, .partial: 5, .refusal: 10, .nonContact: 20, .other: 5, .ineligible: 40,
        ])
        #expect(rates.response == 600 && rates.cooperation == 750 && rates.refusal == 100 && rates.contact == 800)
        #expect(SurveyRates([:]).response == nil)
    }

    @Test(
        "a whole root is the greatest whose square is no more",
        arguments: [0, 1, 2, 3, 4, 8, 9, 15, 16, 99, 100, 1 << 40])
    func roots(_ number: Int) {
        let root = Int128(number).squareRoot
        #expect(root * root <= Int128(number) && (root + 1) * (root + 1) > Int128(number))
    }

    @Test(
        "are nearly always the best from ten scores on",
        arguments: [(9, 9, false), (10, 10, true), (10, 9, false), (20, 19, true), (100, 94, false)])
    func alwaysTop(_ scored: Int, _ top: Int, _ isAlways: Bool) {
        let figures = SurveyFigures(
            scored: scored, satisfied: top, sum: 0, promoters: 0, detractors: 0, recommended: 0, top: top)
        #expect(figures.isAlwaysTop == isAlways)
    }

    @Test("mean the same by questions that are asked and weighed alike, whatever else is asked and in what order")
    func comparable() throws {
        let (work, manner) = (
            SurveyQuestion(.stars, fa: "کار چطور بود؟", weight: 60), SurveyQuestion(.stars, fa: "رفتار؟", weight: 40)
        )
        let script = try SurveyScript([work, manner])
        let more = try SurveyScript([SurveyQuestion(.text, fa: "دیگر چه؟"), manner, work])
        let heavier = try SurveyScript([SurveyQuestion(.stars, fa: "کار چطور بود؟", weight: 61), manner])
        let other = try SurveyScript([SurveyQuestion(.stars, fa: "تعمیر چطور بود؟", weight: 60), manner])
        #expect(script.scores(as: more) && more.scores(as: script))
        #expect(!script.scores(as: heavier) && !script.scores(as: other))
    }
}
