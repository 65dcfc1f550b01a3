"""Where it is what time: the hour of Viet Nam, which every day and moment of the platform is meant in."""

from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
