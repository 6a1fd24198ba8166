import Base
import Database
import Domain
import Fees
import Gate
import Ground
import Hummingbird
import Logging
import Treasury
import Web
import Work

extension Portal {
    /// - Parameters:
    ///   - isBehindTLS: cookies are Secure and browsers are told to stay on HTTPS.
    ///   - passwordCost: scrypt's N; tests take a small one.
    /// - Throws: where a template, a word or a migration is missing.
    public init(
        companies: Companies, isBehindTLS: Bool = false, passwordCost: Int = Passwords.standardCost,
        version: String = Kardan.version, renderer: Renderer? = nil,
        clock: @escaping @Sendable () -> Instant = Instant.systemNow
    ) throws {
        try self.init(
            companies: companies, isBehindTLS: isBehindTLS, passwordCost: passwordCost, version: version,
            renderer: renderer, menu: Navigation.menu, clock: clock)
    }

    /// The HTTP server, ready to be run. - Parameter onRunning: called once it can serve.
    public func application(
        host: String, port: Int, logger: Logger, onRunning: @escaping @Sendable () -> Void = {}
    ) -> some ApplicationProtocol {
        Application(
            router: makeRouter(), configuration: .init(address: .hostname(host, port: port), serverName: "Kardan"),
            onServerRunning: { _ in onRunning() }, logger: logger)
    }

    func makeRouter() -> Router<GuestContext> {
        let router = Router(context: GuestContext.self)
        router.add(middleware: SecurityHeaders(isBehindTLS: isTLS))
        router.add(middleware: FindVisitor(portal: self))
        router.add(middleware: ErrorPages(portal: self))
        mount(Rooms(portal: self, router: router))
        return router
    }

    private func mount(_ rooms: Rooms) {
        HomeRoutes.mount(rooms)
        SignInRoutes.mount(rooms)
        AccountRoutes.mount(rooms)
        PeopleRoutes.mount(rooms)
        JobRoutes.mount(rooms)
        NewJobRoutes.mount(rooms)
        CustomerRoutes.mount(rooms)
        UnitRoutes.mount(rooms)
        BoardRoutes.mount(rooms)
        CityRoutes.mount(rooms)
        WithdrawalRoutes.mount(rooms)
        ImportRoutes.mount(rooms)
        DealerRoutes.mount(rooms)
        DealerPayRoutes.mount(rooms)
        ShebaChangeRoutes.mount(rooms)
        ProductRoutes.mount(rooms)
        TariffRoutes.mount(rooms)
        DraftRoutes.mount(rooms)
        RuleRoutes.mount(rooms)
        WhatIfRoutes.mount(rooms)
        RecomputationRoutes.mount(rooms)
        TodayRoutes.mount(rooms)
        DeedRoutes.mount(rooms)
        ClaimRoutes.mount(rooms)
        ClaimRuleRoutes.mount(rooms)
        AskRoutes.mount(rooms)
        AppealRoutes.mount(rooms)
        ReversalRoutes.mount(rooms)
        VisitRoutes.mount(rooms)
        PayoutRoutes.mount(rooms)
        BankFileRoutes.mount(rooms)
        BankAnswerRoutes.mount(rooms)
        BankFormatRoutes.mount(rooms)
        DeductionRoutes.mount(rooms)
        PaymentBlockRoutes.mount(rooms)
        DealerTaxRoutes.mount(rooms)
        InvoiceRoutes.mount(rooms)
        DealerAccountRoutes.mount(rooms)
        AccrualRoutes.mount(rooms)
        AccountRowRoutes.mount(rooms)
    }
}
