// The goods of the story: stores, opening stock, requests and their orders, waybills, receipts that differ, hand-out and
// return; a plan, a donation, a loan, a requisition, a delivery to be inspected and a stocktake, each left as it would be
// found on a working day. All of it is made up, the stores too: Jiaozuo's real ones were not found.
//
// `params` are those of the operation. In them '@tag/…' stands for what the step with that tag was answered (a JSON
// pointer into the answer), and 'MM-DD HH:MM' in occurred_at, need_by or eta for a time of the story.

const CITY = '410800000000';
const QINYANG = '410882000000';
const XIUWU = '410821000000';
const YUNTAISHAN = '410821104000';
const XIWAN = '410882102000';
const CHANGPING = '410882200000';

const office = (name, division) => ({ name, division });
const CITY_GOVERNMENT = office('焦作市人民政府（演练）', CITY);
const CITY_EMERGENCY = office('焦作市应急管理局（演练）', CITY);
const CITY_RESERVE = office('焦作市粮食和物资储备中心（演练）', CITY);
const QINYANG_RESERVE = office('沁阳市粮食和物资储备中心（演练）', QINYANG);
const XIUWU_EMERGENCY = office('修武县应急管理局（演练）', XIUWU);

/** Who signs: different people have different accounts. */
export const PEOPLE = {
  'officer-city': { zh: '演练·市级值班员', en: 'Exercise: city duty officer' },
  'officer-qinyang': { zh: '演练·沁阳值班员', en: 'Exercise: Qinyang duty officer' },
  'officer-xiuwu': { zh: '演练·修武值班员', en: 'Exercise: Xiuwu duty officer' },
  clerk: { zh: '演练·云台山镇经办', en: 'Exercise: Yuntaishan clerk' },
  leader: { zh: '演练·带班领导', en: 'Exercise: leader on duty' },
  dispatcher: { zh: '演练·市级调度员', en: 'Exercise: city dispatcher' },
  'keeper-a': { zh: '演练·市库保管员甲', en: 'Exercise: first keeper of the city store' },
  'keeper-b': { zh: '演练·市库保管员乙', en: 'Exercise: second keeper of the city store' },
  'keeper-c': { zh: '演练·沁阳保管员甲', en: 'Exercise: first keeper in Qinyang' },
  'keeper-d': { zh: '演练·沁阳保管员乙', en: 'Exercise: second keeper in Qinyang' },
  'dispatcher-q': { zh: '演练·沁阳调度员', en: 'Exercise: dispatcher in Qinyang' },
  'clerk-x': { zh: '演练·西万镇经办', en: 'Exercise: Xiwan clerk' },
  'clerk-c': { zh: '演练·常平乡经办', en: 'Exercise: Changping clerk' },
  'keeper-t': { zh: '演练·云台山镇保管员', en: 'Exercise: keeper at Yuntaishan' },
};

const goods = (operation, as, division, person, time, tag, params, zh, en) =>
  ({ kind: 'goods', operation, as, division, person, time, tag, params, zh, en });

const place = (time, tag, as, division, person, params, zh, en) => goods('place.open', as, division, person, time, tag, params, zh, en);

/** Opening stock; `origin` is the level whose budget paid. */
const stocked = (time, tag, division, person, store, level, rows, zh, en) => goods('stock.receive', 'warehouse_keeper', division, person, time, tag, {
  place: `@${store}/place/place`, source: 'supplier', exercise: true, note: '演练期初库存',
  lines: rows.map(([item, quantity, bin, made, more = {}]) =>
    ({ item, quantity, bin, new_batch: { lot: `演练-${item}`, made_on: made, ...more, origin: { kind: 'funding', level } } })),
}, zh, en);

const batch = (receipt, line) => `@${receipt}/movement/lines/${line}/batch`;
const FRESH = { expires_on: '2021-12-31' };

export const GOODS = [
  place('07-18 09:00', 'city-store', 'city_duty', CITY, 'officer-city', {
    kind: 'store', name: '焦作市救灾物资储备库（演练）', level: 'city', division: '410811000000', lon: 113.25, lat: 35.21,
    owner: CITY_GOVERNMENT, keeper: CITY_RESERVE, user: CITY_EMERGENCY, bins: ['A-1', 'A-2', 'B-1'],
  }, '登记市级储备库（演练）：粮储保管，应急动用。', 'City store registered: the reserve office keeps it, emergency management orders its use.'),
  place('07-18 09:05', 'deputy-store', 'city_duty', CITY, 'officer-city', {
    kind: 'store', name: '沁阳代储点（市级物资，演练）', level: 'city', division: QINYANG, lon: 112.93, lat: 35.1,
    owner: CITY_GOVERNMENT, keeper: QINYANG_RESERVE, user: CITY_EMERGENCY, bins: ['D-1'],
  }, '登记沁阳代储点（演练）：市级物资，沁阳代管。', 'Goods of the city that Qinyang keeps for it: registered.'),
  place('07-18 09:10', 'qinyang-store', 'county_duty', QINYANG, 'officer-qinyang', {
    kind: 'store', name: '沁阳市救灾物资储备库（演练）', level: 'county', division: QINYANG, lon: 112.95, lat: 35.09,
    owner: office('沁阳市人民政府（演练）', QINYANG), keeper: QINYANG_RESERVE, user: office('沁阳市应急管理局（演练）', QINYANG), bins: ['Q-1', 'Q-2'],
  }, '登记沁阳市库（演练）。', "Qinyang's own store registered."),
  place('07-18 09:15', 'yuntaishan-point', 'county_duty', XIUWU, 'officer-xiuwu', {
    kind: 'point', name: '云台山镇储备点（演练）', level: 'township', division: YUNTAISHAN, lon: 113.37, lat: 35.43,
    owner: office('修武县人民政府（演练）', XIUWU), keeper: office('云台山镇人民政府（演练）', YUNTAISHAN), user: XIUWU_EMERGENCY, bins: [],
  }, '登记云台山镇储备点（演练）。', "Yuntaishan's point registered."),
  stocked('07-18 10:00', 'city-stock', CITY, 'keeper-a', 'city-store', 'city', [
    ['tent-single-12', 300, 'A-1', '2019-04-10'],
    ['quilt-summer', 1200, 'A-2', '2018-05-20'],
    ['quilt-summer', 800, 'A-2', '2020-05-18'],
    ['bed-folding', 600, 'B-1', '2019-03-15'],
    ['water-bottled', 12000, 'B-1', '2021-06-20', FRESH],
  ], '市级库期初入账（演练）。', 'Opening stock of the city store.'),
  stocked('07-18 10:10', 'deputy-stock', QINYANG, 'keeper-c', 'deputy-store', 'city', [
    ['quilt-summer', 500, 'D-1', '2019-05-06'],
    ['bed-folding', 300, 'D-1', '2020-03-02'],
  ], '沁阳代储点期初入账（演练）。', 'Opening stock of the goods Qinyang keeps for the city.'),
  stocked('07-18 10:20', 'qinyang-stock', QINYANG, 'keeper-c', 'qinyang-store', 'county', [
    ['tent-single-12', 80, 'Q-1', '2018-04-12'],
    ['quilt-cotton', 400, 'Q-1', '2017-09-25'],
    ['quilt-summer', 300, 'Q-2', '2020-05-11'],
    ['kit-family', 150, 'Q-2', '2020-08-01'],
  ], '沁阳市库期初入账（演练）。', "Opening stock of Qinyang's store."),

  goods('release.request', 'township_clerk', YUNTAISHAN, 'clerk', '07-20 20:26', 'request', {
    incident: '@incident/incident/incident', exercise: true, purpose: '安置点夜间住宿和饮水（演练）', need_by: '07-21 06:00', priority: 'urgent',
    to: { place: '@yuntaishan-point/place/place' }, contact: { name: '演练联系人', phone: '0391-0000000' },
    stock_note: '本镇储备点无库存',
    lines: [{ item: 'quilt-summer', quantity: 160 }, { item: 'bed-folding', quantity: 120 }, { item: 'tent-single-12', quantity: 12 }, { item: 'water-bottled', quantity: 2400 }],
  }, '云台山镇申请：夏凉被 160 床、折叠床 120 张、单帐篷 12 顶、饮用水 2400 瓶，21 日 6 时前送到。', 'Yuntaishan asks for 160 summer quilts, 120 beds, 12 tents and 2,400 bottles of water by six in the morning.'),
  goods('release.approve', 'leader', CITY, 'leader', '07-20 20:45', 'order', {
    release: '@request/release/release', expected_version: '@request/release/version', order: '焦应急动用〔2021〕演 1 号',
    lines: [
      { item: 'quilt-summer', quantity: 100, from: '@city-store/place/place' }, { item: 'quilt-summer', quantity: 60, from: '@deputy-store/place/place' },
      { item: 'bed-folding', quantity: 60, from: '@city-store/place/place' }, { item: 'bed-folding', quantity: 60, from: '@deputy-store/place/place' },
      { item: 'tent-single-12', quantity: 12, from: '@city-store/place/place' }, { item: 'water-bottled', quantity: 2400, from: '@city-store/place/place' },
    ],
  }, '市应急局下达动用指令：市级库与沁阳代储点两路出库。', 'Release order: from the city store and from what Qinyang keeps.'),
  goods('waybill.pick', 'warehouse_keeper', CITY, 'keeper-a', '07-20 21:06', 'load-1', {
    release: '@order/release/release', place: '@city-store/place/place',
    vehicle: { plate: '豫H·演001', driver: '演练驾驶员甲', phone: '0391-0000001' }, eta: '07-20 23:40',
    lines: [
      { batch: batch('city-stock', 1), bin: 'A-2', quantity: 100 }, { batch: batch('city-stock', 3), bin: 'B-1', quantity: 60 },
      { batch: batch('city-stock', 0), bin: 'A-1', quantity: 12 }, { batch: batch('city-stock', 4), bin: 'B-1', quantity: 2400 },
    ],
  }, '市级库拣货装车，先到期的先出，第一签字。', 'City store: picked by expiry and loaded, first signature.'),
  goods('waybill.pick', 'warehouse_keeper', QINYANG, 'keeper-c', '07-20 21:12', 'load-2', {
    release: '@order/release/release', place: '@deputy-store/place/place',
    vehicle: { plate: '豫H·演002', driver: '演练驾驶员乙', phone: '0391-0000002' }, eta: '07-21 00:20',
    lines: [{ batch: batch('deputy-stock', 0), bin: 'D-1', quantity: 60 }, { batch: batch('deputy-stock', 1), bin: 'D-1', quantity: 60 }],
  }, '沁阳代储点拣货装车，第一签字。', 'Qinyang: picked and loaded, first signature.'),
  goods('waybill.dispatch', 'warehouse_keeper', CITY, 'keeper-b', '07-20 21:22', 'away-1', {
    waybill: '@load-1/waybill/waybill', expected_version: '@load-1/waybill/version',
  }, '市级库复核出库，第二签字，一号车出发。', 'City store: checked, second signature, the first vehicle leaves.'),
  goods('waybill.dispatch', 'warehouse_keeper', QINYANG, 'keeper-d', '07-20 21:30', 'away-2', {
    waybill: '@load-2/waybill/waybill', expected_version: '@load-2/waybill/version',
  }, '沁阳代储点复核出库，第二签字，二号车出发。', 'Qinyang: checked, second signature, the second vehicle leaves.'),
  goods('waybill.receive', 'warehouse_keeper', YUNTAISHAN, 'keeper-t', '07-20 23:46', 'here-1', {
    waybill: '@away-1/waybill/waybill', expected_version: '@away-1/waybill/version', received_by: { name: '演练签收人' },
    lines: [
      { line: '@load-1/waybill/lines/0/line', received: 100, damaged: 0 }, { line: '@load-1/waybill/lines/1/line', received: 60, damaged: 0 },
      { line: '@load-1/waybill/lines/2/line', received: 12, damaged: 0 }, { line: '@load-1/waybill/lines/3/line', received: 2400, damaged: 0 },
    ],
  }, '一号车到达，数量相符，签收。', 'The first vehicle is here; the count agrees.'),
  goods('waybill.receive', 'warehouse_keeper', YUNTAISHAN, 'keeper-t', '07-21 00:34', 'here-2', {
    waybill: '@away-2/waybill/waybill', expected_version: '@away-2/waybill/version', received_by: { name: '演练签收人' }, note: '夏凉被少 4 床，折叠床损坏 2 张',
    lines: [{ line: '@load-2/waybill/lines/0/line', received: 56, damaged: 0 }, { line: '@load-2/waybill/lines/1/line', received: 60, damaged: 2 }],
  }, '二号车到达：夏凉被短少 4 床，折叠床损坏 2 张，差异立案。', 'The second vehicle is here: four quilts short, two beds damaged; the difference opens its case.'),
  goods('stock.issue', 'warehouse_keeper', YUNTAISHAN, 'keeper-t', '07-21 01:00', 'handed', {
    place: '@yuntaishan-point/place/place', incident: '@incident/incident/incident', division: '410821104201', recipient: '村口安置点（演练）',
    lines: [
      { batch: batch('city-stock', 1), quantity: 100 }, { batch: batch('deputy-stock', 0), quantity: 40 }, { batch: batch('city-stock', 3), quantity: 60 },
      { batch: batch('city-stock', 0), quantity: 12 }, { batch: batch('city-stock', 4), quantity: 1600 },
    ],
  }, '发放到安置点：被 140 床、床 60 张、帐篷 12 顶、水 1600 瓶。', 'Handed out at the shelter: 140 quilts, 60 beds, 12 tents, 1,600 bottles.'),
  goods('waybill.settle', 'dispatcher', CITY, 'dispatcher', '07-21 16:20', 'settled', {
    waybill: '@here-2/waybill/waybill', expected_version: '@here-2/waybill/version', outcome: 'lost', reason: '途中雨布被风掀起，4 床落水，驾驶员说明和照片在案（演练）',
  }, '差异处理：4 床途中落水，核销在途。', 'Difference settled: four quilts fell into the water on the way and are written off.'),
  goods('recovery.receive', 'warehouse_keeper', YUNTAISHAN, 'keeper-t', '07-28 10:00', 'returned', {
    place: '@yuntaishan-point/place/place', incident: '@incident/incident/incident', division: '410821104201', from: '村口安置点（演练）', note: '安置点撤收，单帐篷使用不满 6 个月',
    lines: [{ batch: batch('city-stock', 0), quantity: 11 }],
  }, '安置点撤收，回收单帐篷 11 顶，待清洗分级。', 'The shelter closes; eleven tents come back and wait to be cleaned and graded.'),
  goods('allocation.propose', 'dispatcher', QINYANG, 'dispatcher-q', '07-20 20:50', 'plan', {
    incident: '@incident/incident/incident', exercise: true, division: QINYANG,
    assumptions: { days: 3, people_percent: 100, other_offices: false, closed: [], people: [], note: '演练测算：按沿山两乡镇已报人数' },
  }, '沁阳测算三日需求并生成调拨方案（演练），待审。', 'Qinyang reckons three days of need and proposes an allocation; it waits for a decision.'),
  goods('release.request', 'township_clerk', XIWAN, 'clerk-x', '07-20 20:55', 'request-x', {
    incident: '@incident/incident/incident', exercise: true, purpose: '安置点过夜（演练）', need_by: '07-21 02:00', priority: 'urgent',
    to: { division: XIWAN, site: '西万镇中学安置点（演练）' }, contact: { name: '演练联系人', phone: '0391-0000000' },
    lines: [{ item: 'quilt-summer', quantity: 60 }, { item: 'kit-family', quantity: 40 }],
  }, '西万镇申请：夏凉被 60 床、家庭应急包 40 个。', 'Xiwan asks for 60 summer quilts and 40 family kits.'),
  goods('release.approve', 'dispatcher', QINYANG, 'dispatcher-q', '07-20 21:10', 'order-x', {
    release: '@request-x/release/release', expected_version: '@request-x/release/version', order: '沁应急动用〔2021〕演 2 号',
    lines: [{ item: 'quilt-summer', quantity: 60, from: '@qinyang-store/place/place' }, { item: 'kit-family', quantity: 40, from: '@qinyang-store/place/place' }],
  }, '沁阳应急局下达动用指令：市库出库。', "Release order: from Qinyang's own store."),
  goods('waybill.pick', 'warehouse_keeper', QINYANG, 'keeper-c', '07-20 21:25', 'load-3', {
    release: '@order-x/release/release', place: '@qinyang-store/place/place',
    vehicle: { plate: '豫H·演003', driver: '演练驾驶员丙', phone: '0391-0000003' }, eta: '07-20 23:00',
    lines: [{ batch: batch('qinyang-stock', 2), bin: 'Q-2', quantity: 60 }, { batch: batch('qinyang-stock', 3), bin: 'Q-2', quantity: 40 }],
  }, '沁阳市库拣货装车，第一签字。', "Qinyang's store: picked and loaded, first signature."),
  goods('waybill.dispatch', 'warehouse_keeper', QINYANG, 'keeper-d', '07-20 21:35', 'away-3', {
    waybill: '@load-3/waybill/waybill', expected_version: '@load-3/waybill/version',
  }, '沁阳市库复核出库，第二签字，三号车出发。', "Qinyang's store: checked, second signature, the third vehicle leaves."),
  goods('waybill.receive', 'township_clerk', XIWAN, 'clerk-x', '07-20 23:10', 'here-3', {
    waybill: '@away-3/waybill/waybill', expected_version: '@away-3/waybill/version', received_by: { name: '演练签收人' }, note: '夏凉被少 2 床、湿 1 床',
    lines: [{ line: '@load-3/waybill/lines/0/line', received: 58, damaged: 1 }, { line: '@load-3/waybill/lines/1/line', received: 40, damaged: 0 }],
  }, '三号车到达：夏凉被短少 2 床、受潮 1 床，差异立案，待处理。', 'The third vehicle is here: two quilts short, one wet; the case is open.'),
  goods('release.request', 'township_clerk', CHANGPING, 'clerk-c', '07-20 23:20', 'request-c', {
    incident: '@incident/incident/incident', exercise: true, purpose: '安置点过夜和搭建（演练）', need_by: '07-21 06:00', priority: 'urgent',
    to: { division: CHANGPING, site: '常平乡小学安置点（演练）' }, contact: { name: '演练联系人', phone: '0391-0000000' },
    lines: [{ item: 'quilt-cotton', quantity: 80 }, { item: 'tent-single-12', quantity: 10 }],
  }, '常平乡申请：棉被 80 床、单帐篷 10 顶，道路中断，须绕行。', 'Changping asks for 80 quilts and 10 tents; the road is cut, the vehicle must go round.'),
  goods('release.approve', 'dispatcher', QINYANG, 'dispatcher-q', '07-20 23:35', 'order-c', {
    release: '@request-c/release/release', expected_version: '@request-c/release/version', order: '沁应急动用〔2021〕演 3 号',
    lines: [{ item: 'quilt-cotton', quantity: 80, from: '@qinyang-store/place/place' }, { item: 'tent-single-12', quantity: 10, from: '@qinyang-store/place/place' }],
  }, '沁阳应急局下达动用指令：棉被、帐篷绕行送常平乡。', 'Release order: quilts and tents to Changping, the long way round.'),
  goods('waybill.pick', 'warehouse_keeper', QINYANG, 'keeper-c', '07-20 23:50', 'load-4', {
    release: '@order-c/release/release', place: '@qinyang-store/place/place',
    vehicle: { plate: '豫H·演004', driver: '演练驾驶员丁', phone: '0391-0000004' }, eta: '07-21 04:00',
    lines: [{ batch: batch('qinyang-stock', 1), bin: 'Q-1', quantity: 80 }, { batch: batch('qinyang-stock', 0), bin: 'Q-1', quantity: 10 }],
  }, '沁阳市库拣货装车，第一签字。', "Qinyang's store: picked and loaded, first signature."),
  goods('waybill.dispatch', 'warehouse_keeper', QINYANG, 'keeper-d', '07-21 00:05', 'away-4', {
    waybill: '@load-4/waybill/waybill', expected_version: '@load-4/waybill/version',
  }, '四号车出发，绕行常平乡，在途。', 'The fourth vehicle leaves for Changping the long way round and is on the road.'),
  goods('release.request', 'township_clerk', XIWAN, 'clerk-x', '07-21 08:00', 'request-y', {
    incident: '@incident/incident/incident', exercise: true, purpose: '安置点增补（演练）', need_by: '07-21 20:00', priority: 'high',
    to: { division: XIWAN, site: '西万镇中学安置点（演练）' }, contact: { name: '演练联系人', phone: '0391-0000000' }, stock_note: '镇内无折叠床',
    lines: [{ item: 'bed-folding', quantity: 40 }],
  }, '西万镇再申请折叠床 40 张，待批。', 'Xiwan asks for 40 beds more; nobody has decided yet.'),
  goods('release.request', 'township_clerk', CHANGPING, 'clerk-c', '07-21 08:20', 'request-z', {
    incident: '@incident/incident/incident', exercise: true, purpose: '新增转移群众过夜（演练）', need_by: '07-21 18:00', priority: 'urgent',
    to: { division: CHANGPING, site: '常平乡小学安置点（演练）' }, contact: { name: '演练联系人', phone: '0391-0000000' },
    lines: [{ item: 'quilt-summer', quantity: 90 }, { item: 'tent-single-12', quantity: 6 }],
  }, '常平乡再申请夏凉被 90 床、单帐篷 6 顶。', 'Changping asks for 90 summer quilts and 6 tents more.'),
  goods('release.approve', 'dispatcher', QINYANG, 'dispatcher-q', '07-21 08:40', 'order-z', {
    release: '@request-z/release/release', expected_version: '@request-z/release/version', order: '沁应急动用〔2021〕演 4 号',
    lines: [{ item: 'quilt-summer', quantity: 90, from: '@qinyang-store/place/place' }, { item: 'tent-single-12', quantity: 6, from: '@qinyang-store/place/place' }],
  }, '沁阳应急局下达动用指令，待市库拣货。', "Release order: it waits for Qinyang's store to pick."),
  goods('donation.register', 'warehouse_keeper', QINYANG, 'keeper-c', '07-21 09:00', 'gift', {
    place: '@qinyang-store/place/place', exercise: true, donor: { kind: 'organisation', shown_as: '演练爱心企业', contact: { name: '演练联系人', phone: '0391-0000000' } },
    earmark: { text: '优先用于安置点（演练）' }, deed: '演捐 1 号', note: '演练捐赠',
    lines: [
      { item: 'quilt-cotton', quantity: 100, bin: 'Q-1', new_batch: { lot: '演练捐赠-1', made_on: '2020-10-08' } },
      { item: 'raincoat', quantity: 200, bin: 'Q-2', new_batch: { lot: '演练捐赠-2', made_on: '2021-03-02' } },
    ],
  }, '演练爱心企业捐赠棉被 100 床、雨衣 200 件，登记入库并公示。', 'A company of the exercise gives 100 quilts and 200 raincoats; registered and published.'),
  goods('loan.open', 'warehouse_keeper', QINYANG, 'keeper-c', '07-21 09:30', 'lent', {
    place: '@qinyang-store/place/place', exercise: true, direction: 'lent', unit: '博爱县应急管理局（演练）', order: '沁应急借〔2021〕演 1 号',
    purpose: '支援邻县安置（演练）', due_on: '2021-08-20', lines: [{ batch: batch('qinyang-stock', 0), bin: 'Q-1', quantity: 20 }],
  }, '借给博爱县单帐篷 20 顶，8 月 20 日前归还（演练）。', 'Twenty tents are lent to Boai until the twentieth of August.'),
  goods('requisition.open', 'warehouse_keeper', QINYANG, 'keeper-c', '07-21 10:00', 'taken', {
    place: '@qinyang-store/place/place', exercise: true, unit: '沁阳演练工程公司', basis: '沁阳市防汛抗旱指挥部征用令〔2021〕演 1 号', return_by: '2021-08-05',
    lines: [{ what: '挖掘机 豫H·演挖01', quantity: 1, value: 80_000_000 }],
  }, '征用挖掘机一台抢通常平乡道路（演练）。', 'An excavator is requisitioned to open the road to Changping.'),
  goods('inspection.arrive', 'warehouse_keeper', QINYANG, 'keeper-d', '07-21 11:00', 'delivered', {
    place: '@qinyang-store/place/place', source: 'supplier', exercise: true, document: '送货单 演 7 号',
    lines: [{ item: 'blanket', quantity: 200, bin: 'Q-2', new_batch: { lot: '演练-毛毯', made_on: '2021-05-10', origin: { kind: 'funding', level: 'county' } } }],
  }, '采购毛毯 200 条到货，待两人验收（演练）。', 'Two hundred blankets are delivered and wait for two inspectors.'),
  goods('stock.issue', 'warehouse_keeper', QINYANG, 'keeper-d', '07-21 14:00', 'issued-x', {
    place: '@qinyang-store/place/place', incident: '@incident/incident/incident', division: '410882102200', recipient: '西万镇村委会（演练）', document: '沁应急动用〔2021〕演 5 号',
    lines: [{ batch: batch('qinyang-stock', 3), bin: 'Q-2', quantity: 50 }],
  }, '发到西万镇一村家庭应急包 50 个，待发放到户（演练）。', 'Fifty family kits go to a village of Xiwan; its households still wait for them.'),
  goods('stocktake.open', 'warehouse_keeper', QINYANG, 'keeper-c', '07-27 09:00', 'counting', {
    place: '@qinyang-store/place/place', exercise: true, note: '汛后盘点（演练）',
  }, '沁阳市库开始汛后盲盘（演练）。', "Qinyang's store is counted blind after the flood."),
  goods('stocktake.count', 'warehouse_keeper', QINYANG, 'keeper-c', '07-27 09:20', 'counted-1', {
    stocktake: '@counting/stocktake/stocktake', batch: batch('qinyang-stock', 0), bin: 'Q-1', round: 1, counted: 50,
  }, '清点单帐篷：50 顶。', 'Tents counted: 50.'),
  goods('stocktake.count', 'warehouse_keeper', QINYANG, 'keeper-c', '07-27 09:30', 'counted-2', {
    stocktake: '@counting/stocktake/stocktake', batch: batch('qinyang-stock', 1), bin: 'Q-1', round: 1, counted: 318,
  }, '清点棉被：318 床，与账面不符，待另一人复盘。', 'Quilts counted: 318, which differs; somebody else has to count again.'),
];
