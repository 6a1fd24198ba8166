import Testing

@testable import Domain

@Suite("What a customer says by a link")
struct JobRatingTests {
    @Test("has one to five stars, in any digits", arguments: [("1", 1), ("۵", 5), ("٣", 3)])
    func stars(typed: String, stars: Int) throws {
        #expect(try JobRating(stars: typed, text: " خوب بود ").stars == stars)
    }

    @Test(
        "is refused with no stars, with more, or with a text that is too long", arguments: ["", "0", "6", "-1", "خوب"])
    func refused(typed: String) {
        #expect(throws: Complaint("form.choose")) { try JobRating(stars: typed, text: "") }
        #expect(throws: Complaint("form.too_long", "500")) {
            try JobRating(stars: "5", text: String(repeating: "آ", count: 501))
        }
    }

    @Test("is asked of a job that is done, and of a visit that was")
    func suits() {
        for state in JobState.allCases {
            let isDone = state == .done || state == .closed
            #expect(LinkPurpose.track.suits(state, isVisited: false))
            #expect(LinkPurpose.rate.suits(state, isVisited: true) == isDone)
            #expect(LinkPurpose.confirm.suits(state, isVisited: true))
            #expect(!LinkPurpose.confirm.suits(state, isVisited: false))
        }
    }
}
