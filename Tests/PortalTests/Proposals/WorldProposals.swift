import HTTPTypes
import Testing

@testable import Ground

extension Browser {
    /// Puts the change of rules that was written last into force.
    func confirmProposal() async throws {
        let list = try await get("/arman/proposals").text
        let paths = list.matches(of: #/action="(/arman/proposals/\d+/confirmation)"/#).map { String($0.output.1) }
        let answer = try await post(try #require(paths.last))
        #expect(answer.status == .seeOther, "\(answer.text)")
    }
}
