import Base
import Books
import Care
import Desk
import Fees
import Gate
import Ground
import Post
import Reports
import Stock
import Treasury
import Work

/// The rooms of this wing that can be called.
enum HouseRooms {
    static var all: [any RoomRoutes.Type] {
        [
            HomeRoutes.self, SetupRoutes.self, ImportRoutes.self, BellRoutes.self, HistoryRoutes.self, RunRoutes.self,
            SettingsRoutes.self, CompanyRoutes.self, MoneyUnitRoutes.self, CalendarRoutes.self, WorkWeekRoutes.self,
            HolidayRoutes.self, OwnListRoutes.self, FaultCodeRoutes.self, NumberRoutes.self,
            FirstRunRoutes.self, HelpRoutes.self,
        ]
    }
}

extension RouteTable {
    /// All routes of the portal.
    package static let house = RouteTable(
        GroundRooms.all + GateRooms.all + BaseRooms.all + WorkRooms.all + DeskRooms.all + CareRooms.all
            + StockRooms.all + PostRooms.all + FeesRooms.all + TreasuryRooms.all + ReportsRooms.all + BooksRooms.all
            + HouseRooms.all)
}
