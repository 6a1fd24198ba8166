import Domain
import Ground
import Web

/// The pages of the warehouse, above each of them.
enum StockTab: String, CaseIterable {
    case list, papers, requests, supply, orders, counts, loans, debts, gaps, places, catalogue

    static func tabs(_ current: StockTab, _ context: CompanyContext) -> [Tab] {
        allCases.compactMap { tab in
            tab.path(context).map {
                Tab(href: $0, label: context.words("stock.tab.\(tab.rawValue)"), isCurrent: tab == current)
            }
        }
    }

    private func path(_ context: CompanyContext) -> String? {
        switch self {
        case .list: context.pathIfAllowed(StockRoutes.list)
        case .papers: context.pathIfAllowed(StockPaperRoutes.list)
        case .requests: context.pathIfAllowed(RequestRoutes.list)
        case .supply: context.pathIfAllowed(SupplyRoutes.page)
        case .orders: context.pathIfAllowed(OrderRoutes.list)
        case .counts: context.pathIfAllowed(CountRoutes.list)
        case .loans: context.pathIfAllowed(LoanRoutes.list)
        case .debts: context.pathIfAllowed(DebtRoutes.list)
        case .gaps: context.pathIfAllowed(GapRoutes.list)
        case .catalogue: context.pathIfAllowed(PartRoutes.list)
        case .places: context.pathIfAllowed(PlaceRoutes.list)
        }
    }
}
