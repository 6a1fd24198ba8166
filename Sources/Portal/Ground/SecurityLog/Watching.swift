import Database
import Domain
import HTTPTypes
import Hummingbird
import Web

extension Portal {
    /// Deals with a request and writes down what of it bears on security.
    func watch(
        _ row: RouteRow, _ request: Request, _ context: GuestContext,
        _ work: (inout SecurityTrace) async throws -> Response
    ) async throws -> Response {
        var trace = SecurityTrace(person: context.visitor?.login)
        func note(_ event: SecurityEvent, _ result: SecurityResult) {
            security.note(event, result, trace, row, request, from: (context.address ?? context.peer)?.text)
        }
        do {
            let response = try await work(&trace)
            if let event = row.watched {
                let result = try await result(of: response, event, &trace)
                note(event, result)
                // A deed in a company is in its history by itself.
                if !row.isOfCompany, let person = await owner(of: trace, result) {
                    let address = (context.address ?? context.peer)?.text
                    await logins.add(event, result, of: person, from: address, in: companies, now())
                }
            } else if response.status == .forbidden {
                note(.access, .denied)
            }
            return response
        } catch {
            if trace.isOutOfRole {
                note(.access, .role)
                await refusals.add(trace, row, now())
            } else if let result = SecurityResult(error) {
                note(row.watched ?? .access, result)
                if result == .denied { await refusals.add(trace, row, now()) }
            } else if let event = row.watched {
                note(event, .failed)
            }
            throw error
        }
    }

    /// Whose login it is, where somebody came in or tried to.
    private func owner(of trace: SecurityTrace, _ result: SecurityResult) async -> ID<Person>? {
        // Whoever is signed in may try another's number.
        guard result != .done, let mobile = trace.mobile else { return trace.person }
        return try? await companies.directory.read { try LoginStore.find(mobile, $0)?.id }
    }

    /// Whoever has just signed in is known by his new session alone.
    private func result(
        of response: Response, _ event: SecurityEvent, _ trace: inout SecurityTrace
    ) async throws -> SecurityResult {
        let result = SecurityResult(response.status)
        guard event == .signIn else { return result }
        if result == .done {
            guard let token = jar.given(CookieJar.session, on: response) else { return .pending }
            trace.person = try await companies.directory.read {
                try SessionStore.visitor(Secrets.hash(token), company: "", $0)?.login
            }
        } else if result == .wrong, let mobile = trace.mobile {
            let isLocked = try await companies.directory.read { try FailureStore.isLocked(mobile, $0) }
            if isLocked { return .locked }
        }
        return result
    }
}

/// What members of a company were refused stands in its history too, for its auditor: each person and route once an hour.
final class RefusedAccess: Sendable {
    private let bound = LineBound(each: 1, most: 60)

    /// The history may be closed to writing now; the log has the line all the same.
    func add(_ trace: SecurityTrace, _ row: RouteRow, _ now: Instant) async {
        guard let company = trace.company, let person = trace.person else { return }
        let hour = Instant(seconds: now.seconds / 60)
        guard bound.take("\(company.slug) \(person) \(row.name)", at: hour).isTaken else { return }
        let event = Event(
            "refused", of: EventSubject("access"), in: "security",
            detail: ["request": "\(row.method)", "path": row.path.replacing("/:company", with: "")])
        _ = try? await company.write { try EventStore.add(event, by: person, $0) }
    }
}
