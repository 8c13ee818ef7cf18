// A rainstorm night that never was: accounts (password "anlan-demo-1"), two incidents, a handful of reports.
import { randomUUID } from "node:crypto";
import { wireTime } from "./house.mjs";
import { seedSupplies } from "./supplies.mjs";

export function seed(house) {
  const password = "anlan-demo-1";
  const city = house.addAccount("city", "市值班员 王", "city_duty", "410800000000", password);
  house.addAccount("county", "沁阳市值班员 李", "county_duty", "410882000000", password);
  house.addAccount("clerk", "西向镇灾害信息员 张", "township_clerk", "410882101000", password);
  house.addAccount("village", "村级信息员 赵", "village_informant", "410882101000", password);
  house.addAccount("leader", "带班领导 陈", "leader", "410800000000", password);
  house.addAccount("auditor", "审计 周", "auditor", "410800000000", password);
  const keeper = house.addAccount("keeper", "沁阳市保管员 孙", "warehouse_keeper", "410882000000", password);
  const dispatcher = house.addAccount("dispatcher", "沁阳市调运员 钱", "dispatcher", "410882000000", password);
  house.addAccount("admin", "系统管理员", "administrator", "410800000000", password);

  seedSupplies(house, keeper, dispatcher);
  const now = Date.now();
  const open = (name, exercise, hoursAgo, area) => house.call("incident.open", {
    command_id: randomUUID(), hazard: "02", sub_hazard: "0202", name, occurred_at: wireTime(now - hoursAgo * 3600_000), area, exercise,
  }, city).incident;
  const rain = open("7·20 暴雨洪涝", false, 1.55, ["410882000000", "410822000000", "410821000000", "410883000000"]);
  open("山洪避险转移演练", true, 0.6, ["410821000000"]);

  const file = (division, minutesAgo, figures, phase = "initial", expected_version = 0, more = {}) => house.call("report.submit", {
    command_id: randomUUID(), incident: rain.incident, division, phase, figures, channel: "phone", expected_version,
    narrative: { situation: "山洪冲毁部分道路，低洼处房屋进水。" }, contact: { unit: `${house.byCode.get(division).name}政府`, post: "值班室" },
    occurred_at: wireTime(now - minutesAgo * 60_000), received_at: wireTime(now - (minutesAgo - 2) * 60_000), ...more,
  }, city);
  const people = (affected, dead, missing, now_, total, need) => ({
    A01001: { text: "0202" }, A01004: { text: wireTime(now - 5_580_000) }, A01007: { value: affected, qualifier: "about" }, A01008: { value: dead }, A01009: missing === null ? { unknown: true, note: "两户联系不上" } : { value: missing },
    A01013: { instant: now_, cumulative: total }, A01017: { instant: need, cumulative: need },
  });
  const townships = house.divisions.filter((one) => one.level === "township" && ["410882000000", "410822000000", "410821000000"].includes(one.parent));
  townships.forEach((one, at) => {
    if (at % 4 === 3) return;
    const scale = 1 + ((at * 7) % 11);
    file(one.code, 62 - (at % 20), { ...people(120 * scale, at === 1 ? 1 : 0, at === 5 ? null : at === 1 ? 2 : 0, 22 * scale, 31 * scale, 9 * scale), A01021: { value: 3 * scale }, A01024: { value: 5 * scale }, A01027: { value: 9 * scale }, A01030: { value: 12.5 * scale }, A01058: { value: 85.2 * scale } });
    if (at % 3 === 0) file(one.code, 12 + at, { ...people(150 * scale, 0, 0, 18 * scale, 36 * scale, 11 * scale), A01021: { value: 4 * scale }, A01024: { value: 5 * scale }, A01058: { value: 96 * scale } }, "update", 1);
  });
  const clerk = [...house.accounts.values()].find((one) => one.name === "clerk");
  const see = (division, text) => {
    const [w, s, e, n] = house.byCode.get(division).bbox;
    house.call("observation.submit", { command_id: randomUUID(), incident: rain.incident, text, point: { lon: w + (e - w) * 0.4, lat: s + (n - s) * 0.55 }, occurred_at: wireTime(now - 900_000), channel: "web" }, clerk);
  };
  see("410882101000", "仙神河漫水桥已过水，车辆不能通行，已拉警戒线。");
  see("410882105000", "村口泥石堵路约 20 米，无人员伤亡。");
  see("410822200000", "三户老房进水，正在转移老人。");
  house.startClock(rain, "initial.township", "410882101000", now - 26 * 60_000);
  house.startClock(rain, "initial.city", "410800000000", now - 130 * 60_000);
}
