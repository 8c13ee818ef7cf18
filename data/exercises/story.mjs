// The story of the exercise, in the order it is told. Everything with a source is real; everything else is made up:
// no total of Jiaozuo's losses in July 2021 was found, and no number here is an estimate of it.

/** What the townships' numbers are grown from. People: affected, moved, resettled, sheltered, in need. */
export const TOWNSHIPS = {
  410821104000: { hazard: '0202', began: '18:40', affected: 1400, moved: 320, resettled: 180, sheltered: 120, shelters: 2, need: 150, injured: 3, grave: 1, rooms: [26, 58, 120], crops: 65, roads: 4.2, flooded: 0 },
  410821206000: { hazard: '0202', began: '18:50', affected: 2600, moved: 410, resettled: 210, sheltered: 90, shelters: 2, need: 260, injured: 2, grave: 0, rooms: [18, 44, 160], crops: 240, roads: 3.6, flooded: 0 },
  410821102000: { hazard: '0201', began: '19:30', affected: 5200, moved: 260, resettled: 340, sheltered: 200, shelters: 3, need: 410, injured: 0, grave: 0, rooms: [12, 36, 240], crops: 820, roads: 1.1, flooded: 1 },
  410822200000: { hazard: '0202', began: '18:55', affected: 1900, moved: 380, resettled: 160, sheltered: 100, shelters: 2, need: 170, injured: 1, grave: 0, rooms: [14, 32, 96], crops: 88, roads: 2.8, flooded: 0 },
  410822102000: { hazard: '0201', began: '19:20', affected: 3400, moved: 150, resettled: 190, sheltered: 80, shelters: 1, need: 240, injured: 0, grave: 0, rooms: [6, 22, 130], crops: 310, roads: 0.9, flooded: 1 },
  410882200000: { hazard: '0202', began: '19:00', affected: 1700, moved: 440, resettled: 130, sheltered: 70, shelters: 1, need: 120, injured: 1, grave: 0, rooms: [10, 28, 84], crops: 52, roads: 3.1, flooded: 0 },
  410882102000: { hazard: '0202', began: '19:10', affected: 3100, moved: 180, resettled: 140, sheltered: 60, shelters: 1, need: 200, injured: 0, grave: 0, rooms: [5, 18, 110], crops: 190, roads: 0.8, flooded: 0 },
  410883100000: { hazard: '0201', began: '18:45', affected: 6800, moved: 520, resettled: 460, sheltered: 310, shelters: 4, need: 560, injured: 0, grave: 0, rooms: [22, 64, 310], crops: 1150, roads: 1.9, flooded: 1 },
  410883105000: { hazard: '0201', began: '19:15', affected: 4300, moved: 240, resettled: 210, sheltered: 110, shelters: 2, need: 300, injured: 0, grave: 0, rooms: [9, 30, 170], crops: 610, roads: 0.7, flooded: 1 },
  410823103000: { hazard: '0201', began: '19:25', affected: 7200, moved: 310, resettled: 380, sheltered: 220, shelters: 3, need: 520, injured: 1, grave: 0, rooms: [16, 52, 330], crops: 360, roads: 1.4, flooded: 1 },
  410823203000: { hazard: '0201', began: '19:35', affected: 5600, moved: 200, resettled: 260, sheltered: 120, shelters: 2, need: 390, injured: 0, grave: 0, rooms: [11, 38, 260], crops: 940, roads: 0.6, flooded: 1 },
  410825101000: { hazard: '0201', began: '19:30', affected: 4900, moved: 170, resettled: 230, sheltered: 130, shelters: 2, need: 330, injured: 0, grave: 0, rooms: [8, 26, 210], crops: 780, roads: 0.5, flooded: 1 },
  410811003000: { hazard: '0205', began: '19:05', affected: 3800, moved: 90, resettled: 120, sheltered: 120, shelters: 1, need: 180, injured: 0, grave: 0, rooms: [3, 9, 48], crops: 0, roads: 0, flooded: 1 },
  410802008000: { hazard: '0202', began: '19:10', affected: 2400, moved: 260, resettled: 110, sheltered: 60, shelters: 1, need: 140, injured: 1, grave: 0, rooms: [7, 20, 72], crops: 34, roads: 1.2, flooded: 0 },
  410803005000: { hazard: '0202', began: '19:00', affected: 1100, moved: 210, resettled: 90, sheltered: 50, shelters: 1, need: 80, injured: 0, grave: 0, rooms: [6, 14, 40], crops: 21, roads: 1.5, flooded: 0 },
  410804004000: { hazard: '0205', began: '19:20', affected: 2100, moved: 120, resettled: 80, sheltered: 40, shelters: 1, need: 110, injured: 0, grave: 0, rooms: [4, 12, 66], crops: 140, roads: 0.4, flooded: 1 },
  410871100000: { hazard: '0201', began: '19:40', affected: 3300, moved: 140, resettled: 150, sheltered: 70, shelters: 1, need: 210, injured: 0, grave: 0, rooms: [5, 17, 120], crops: 420, roads: 0.3, flooded: 1 },
};

const background = (time, source, zh, en, more = {}) => ({ kind: 'background', time, source, zh, en, precision: 'minute', ...more });
const seen = (time, division, occurred, zh, en, more = {}) => ({ kind: 'observation', as: 'village_informant', time, division, occurred, channel: 'web', zh, en, ...more });
const initial = (time, division, zh, en, more = {}) => ({ kind: 'report', as: 'township_clerk', time, division, phase: 'initial', stage: 0, channel: 'web', zh, en, ...more });
const update = (time, division, stage, zh, en, more = {}) => ({ kind: 'report', as: 'township_clerk', time, division, phase: 'update', stage, channel: 'web', zh, en, ...more });
const county = (time, division, phase, zh, en, more = {}) => ({ kind: 'report', as: 'county_duty', time, division, phase, sum: true, channel: 'web', zh, en, ...more });
const settle = (time, rule, as, division, zh, en) => ({ kind: 'settle', as, time, division, rule, how: 'phone', zh, en });

export const STEPS = [
  background('07-16 09:50', 'S137', '省气象台发布当轮首个暴雨橙色预警', 'Provincial observatory: first orange rainstorm warning of this round'),
  background('07-19 12:00', 'S118', '省水利厅启动水旱灾害防御Ⅳ级响应，20 日提升至Ⅲ级', 'Provincial water department: level IV, raised to III on the 20th', { precision: 'hour' }),
  background('07-19 17:00', 'S111', '省防办启动防汛Ⅳ级应急响应，派出 6 个工作组；焦作等多市随后启动防汛Ⅳ级', 'Provincial flood-control office: level IV, six teams sent out; Jiaozuo and other cities follow'),
  background('07-20 18:00', 'S111', '省级通报：7 月 16 日以来 9 市 17 县区受灾', 'Province: 17 counties in nine cities affected since 16 July', { precision: 'day', series: 0 }),
  { kind: 'incident.open', tag: 'incident', as: 'city_duty', time: '07-20 19:05', division: '410800000000', occurred: '18:40', hazard: '02', zh: '“7·20”暴雨洪涝（演练）', en: 'Rainstorm flood of 20 July (exercise)' },
  seen('07-20 19:12', '410821104201', '18:40', '村口河沟涨水漫过小桥，两户进水，电话时断时续。', 'The stream has risen over the footbridge, water in two houses, the line keeps dropping.'),
  seen('07-20 19:16', '410883100202', '18:50', '雨特别大，主街积水过膝，排水泵已开。', 'Very heavy rain, knee-deep in the main street, pumps running.'),
  seen('07-20 19:20', '410882200201', '19:00', '进村路塌方约 30 米，车过不去，人没事。', 'About 30 m of the village road have slid away, no cars pass, nobody hurt.'),
  seen('07-20 19:24', '410822200204', '18:58', '沟里洪水下来了，河边 11 户已往高处转移。', 'Flash flood in the gully; eleven households by the river are moving uphill.', { channel: 'phone' }),
  seen('07-20 19:28', '410803005498', '19:02', '坡上有小股泥水流下，先转移低处住户。', 'Mud and water trickling down the slope; moving those who live below.'),
  initial('07-20 19:32', '410883100000', '化工镇：强降雨致内涝，已组织转移。', 'Huagong: flooding after heavy rain, people are being moved.'),
  initial('07-20 19:36', '410882200000', '常平乡：山洪致道路中断。', 'Changping: roads cut by a flash flood.'),
  seen('07-20 19:38', '410821104205', '19:10', '河边农家乐有人没撤出来，正在清点人数。', 'Some people at the riverside inn have not got out; counting them now.', { channel: 'phone' }),
  initial('07-20 19:42', '410821104000', '云台山镇：山洪暴发，2 人失联，7 人被困，正在施救。', 'Yuntaishan: flash flood, two missing, seven trapped, rescue under way.', { missing: 2, trapped: 7, rule: 'ten_or_more', note: 'Nine: one below the ten-or-more rule.' }),
  initial('07-20 19:46', '410822200000', '寨豁乡：山洪进沟，沿河住户已转移。', 'Zhaihuo: flash flood in the gullies, households by the river moved.'),
  initial('07-20 19:49', '410803005000', '龙洞街道：坡面来水，低洼住户已转移。', 'Longdong: water off the slopes, low-lying households moved.'),
  seen('07-20 19:52', '410811003001', '19:30', '小区地下车库进水，正在堵截。', 'Water in the underground car park, sandbags going down.'),
  initial('07-20 19:55', '410811003000', '百间房街道：小区和下穿路段积水。', 'Baijianfang: water in estates and underpasses.'),
  initial('07-20 19:58', '410882102000', '西万镇：出山口河道涨水。', 'Xiwan: the river rises where it leaves the hills.'),
  background('07-20 20:00', 'S54', '焦作市防指启动防汛Ⅱ级应急响应', 'Jiaozuo flood-control headquarters: flood response level II'),
  initial('07-20 20:02', '410802008000', '上白作街道：山前来水，部分民房进水。', 'Shangbaizuo: run-off from the hills, water in some houses.'),
  seen('07-20 20:05', '410823103201', '19:40', '地里全是水，粗看四千多亩玉米泡了。', 'Fields under water, at a glance over four thousand mu of maize.'),
  initial('07-20 20:08', '410823103000', '谢旗营镇：农田大面积积水，低洼户进水。', 'Xieqiying: fields under water over a wide area, houses on low ground flooded.', { crops: 4200, note: 'The clerk typed mu into a box of hectares.' }),
  county('07-20 20:12', '410883000000', 'initial', '孟州市初报：化工镇降雨量大，已转移安置群众。', 'Mengzhou, first report: heavy rain at Huagong, people resettled.'),
  initial('07-20 20:15', '410821206000', '西村乡：山洪，部分村组道路中断。', 'Xicun: flash flood, some hamlets cut off.'),
  { kind: 'return', as: 'county_duty', time: '07-20 20:18', division: '410823103000', fault: 'figures', zh: '农作物受灾面积疑为亩，表内单位是公顷，请核实后更正。', en: 'The crop area looks like mu; the form wants hectares. Please check and correct.' },
  initial('07-20 20:20', '410804004000', '九里山街道：社区积水，配电房断电避险。', 'Jiulishan: water in the estates, substation switched off for safety.'),
  { kind: 'correction', as: 'township_clerk', time: '07-20 20:24', division: '410823103000', phase: 'initial', stage: 0, crops: 280, channel: 'web', zh: '4200 亩折合 280 公顷，原数单位有误，现更正。', en: '4,200 mu are 280 hectares; the unit was wrong, corrected.' },
  county('07-20 20:28', '410821000000', 'initial', '修武县初报：北部山区山洪，云台山镇 2 人失联、7 人被困。', 'Xiuwu, first report: flash floods in the hills; two missing and seven trapped at Yuntaishan.'),
  county('07-20 20:31', '410882000000', 'initial', '沁阳市初报：沿山两乡镇山洪，道路中断。', 'Qinyang, first report: flash floods in two hill townships, roads cut.'),
  county('07-20 20:33', '410822000000', 'initial', '博爱县初报：寨豁乡山洪，沿河群众已转移。', 'Boai, first report: flash flood at Zhaihuo, people by the river moved.'),
  county('07-20 20:35', '410803000000', 'initial', '中站区初报：龙洞街道坡面来水。', 'Zhongzhan, first report: water off the slopes at Longdong.'),
  county('07-20 20:37', '410823000000', 'initial', '武陟县初报：农田和低洼村庄积水。', 'Wuzhi, first report: fields and low-lying villages under water.'),
  { kind: 'report', as: 'county_duty', time: '07-20 20:40', division: '410802006000', phase: 'initial', channel: 'phone', received: '20:34', onBehalf: true, figures: { A01007: { value: 260, qualifier: 'about', note: '“二百五六十号人吧”' }, A01008: { value: 0 }, A01009: { value: 0 }, A01013: { instant: 40, cumulative: 40 }, A01017: { unknown: true } }, hazard: '0205', began: '19:50', ref: 'mistaken', zh: '焦北街道电话初报，由区值班员代录。', en: 'Jiaobei by telephone, entered by the district on its behalf.' },
  county('07-20 20:42', '410802000000', 'initial', '解放区初报：上白作街道民房进水。', 'Jiefang, first report: water in houses at Shangbaizuo.', { without: ['410802006000'] }),
  county('07-20 20:43', '410811000000', 'initial', '山阳区初报：城区内涝。', 'Shanyang, first report: waterlogging in town.'),
  { kind: 'withdrawal', as: 'county_duty', time: '07-20 20:47', division: '410802006000', target: 'mistaken', zh: '来电所述为上白作街道同一处积水，已由其上报，焦北街道未受灾，撤回。', en: 'The call was about the same water that Shangbaizuo has reported; Jiaobei is not affected. Withdrawn.' },
  settle('07-20 20:50', 'initial.city', 'city_duty', '410800000000', '已电话向省厅值班室初报并做电话记录。', 'First report made to the provincial duty room by telephone, call logged.'),
  seen('07-20 20:55', '410823203204', '20:20', '沟渠漫溢，村北进水，正用沙袋堵口。', 'Ditches overflow, water in the north of the village, sandbags in the gap.'),
  initial('07-20 20:58', '410823203000', '三阳乡：沟渠漫溢，部分村庄进水。', 'Sanyang: ditches overflow, water in some villages.'),
  initial('07-20 21:00', '410871100000', '阳庙镇：农田积水，低洼户转移。', 'Yangmiao: fields under water, low-lying households moved.'),
  initial('07-20 21:03', '410825101000', '祥云镇：内涝，已开放安置点。', 'Xiangyun: waterlogging, shelters opened.', { channel: 'phone', received: '20:56', as: 'county_duty', onBehalf: true }),
  update('07-20 21:08', '410821104000', 1, '云台山镇：清点后被困人员增至 10 人，2 人仍失联。', 'Yuntaishan: after counting, ten are trapped; two still missing.', { missing: 2, trapped: 10, rule: 'ten_or_more', note: 'Twelve: the ten-or-more rule applies.' }),
  county('07-20 21:14', '410821000000', 'update', '修武县续报：被困 10 人、失联 2 人，已达 10 人以上，按 1 小时时限报告。', 'Xiuwu, update: ten trapped, two missing; the one-hour limit applies.', { rule: 'ten_or_more' }),
  settle('07-20 21:26', 'ten_or_more.city', 'city_duty', '410800000000', '接报 12 分钟后电话报省厅，并报市委市政府值班室。', 'Reported to the province twelve minutes after it arrived, and to the city government.'),
  seen('07-20 21:34', '410821102201', '20:50', '大沙河水位涨，堤脚有渗水点，已有人盯守。', 'The Dasha river is rising; a seep at the foot of the dyke is being watched.'),
  initial('07-20 21:38', '410821102000', '郇封镇：河水上涨，低洼村转移。', 'Xunfeng: the river rises, low-lying villages move.'),
  initial('07-20 21:41', '410822102000', '月山镇：沟渠漫溢，农田积水。', 'Yueshan: ditches overflow, fields under water.'),
  initial('07-20 21:44', '410883105000', '西虢镇：内涝，农田受淹。', 'Xiguo: waterlogging, fields flooded.'),
  county('07-20 21:48', '410825000000', 'initial', '温县初报：祥云镇内涝。', 'Wenxian, first report: waterlogging at Xiangyun.'),
  county('07-20 21:50', '410804000000', 'initial', '马村区初报：九里山街道积水。', 'Macun, first report: water at Jiulishan.'),
  county('07-20 21:53', '410871000000', 'initial', '示范区初报：阳庙镇农田积水。', 'Demonstration zone, first report: fields under water at Yangmiao.'),
  background('07-20 22:00', 'S121', '孟州 7 月 20 日降水 400 余毫米', 'Mengzhou: more than 400 mm of rain on 20 July', { precision: 'day' }),
  update('07-21 00:20', '410821104000', 2, '云台山镇：被困 10 人全部救出，2 名失联人员已找到，均无生命危险。', 'Yuntaishan: all ten rescued; the two missing have been found, none in danger.', { missing: 0, trapped: 0, reason: '2 名失联人员已找到，平安' }),
  background('07-21 03:00', 'S118', '省防指将防汛应急响应提升至Ⅰ级', 'Provincial flood response raised to level I'),
  background('07-21 03:00', 'S117', '国家防总将防汛应急响应由Ⅲ级提升至Ⅱ级', 'State flood headquarters: level III to II'),
  update('07-21 06:10', '410883100000', 2, '化工镇：安置点增至 4 处，积水缓退。', 'Huagong: four shelters now, water going down slowly.'),
  update('07-21 06:20', '410823103000', 2, '谢旗营镇：抽排中，续报房屋和农作物损失。', 'Xieqiying: pumping; losses of houses and crops added.'),
  update('07-21 06:30', '410822200000', 2, '寨豁乡：道路抢通一条，续报房屋损失。', 'Zhaihuo: one road open again; losses of houses added.'),
  update('07-21 06:40', '410882200000', 2, '常平乡：续报房屋、道路损失。', 'Changping: losses of houses and roads added.'),
  county('07-21 07:00', '410883000000', 'update', '孟州市续报。', 'Mengzhou, update.'),
  county('07-21 07:10', '410823000000', 'update', '武陟县续报。', 'Wuzhi, update.'),
  county('07-21 07:15', '410821000000', 'update', '修武县续报：被困、失联人员全部脱险。', 'Xiuwu, update: all trapped and missing people are safe.', { reason: '2 名失联人员已找到，平安' }),
  background('07-21 10:00', 'S112', '省政府新闻发布会通报全省灾情', 'Provincial press conference', { precision: 'day', series: 1 }),
  background('07-21 12:00', 'S118', '焦作、修武、武陟、博爱、温县、沁阳站 3 日降水破建站极值', 'Three-day rainfall records broken at six stations of Jiaozuo', { precision: 'day' }),
  background('07-21 13:00', 'S44', '焦作城区防汛指挥部启动城区防汛Ⅰ级：停课、停业、暂停集会，发布迁安撤离指令', 'Jiaozuo town: flood level I; schools, shops and gatherings stopped, evacuation ordered'),
  update('07-21 14:10', '410811003000', 2, '百间房街道：按撤离指令转移低洼住户。', 'Baijianfang: low-lying households leave as ordered.'),
  update('07-21 14:30', '410821206000', 2, '西村乡：道路抢通，续报农作物损失。', 'Xicun: roads open, crop losses added.'),
  county('07-21 15:00', '410811000000', 'update', '山阳区续报：城区Ⅰ级响应后转移增加。', 'Shanyang, update: more people moved after level I.'),
  update('07-21 18:20', '410883100000', 3, '化工镇：部分群众返家，实时安置人数下降。', 'Huagong: some people go home, fewer in shelters now.'),
  update('07-21 18:30', '410821104000', 3, '云台山镇：避险群众部分返家，续报直接经济损失。', 'Yuntaishan: some return home; direct losses added.'),
  county('07-21 19:00', '410883000000', 'update', '孟州市续报：实时值下降，累计值不变。', 'Mengzhou, update: stocks fall, totals stay.'),
  county('07-21 19:10', '410821000000', 'update', '修武县续报。', 'Xiuwu, update.'),
  background('07-21 20:00', 'S127', '财政部下达河南 1 亿元救灾和农业水利资金', 'Ministry of finance: 100 million yuan for Henan', { precision: 'day' }),
  background('07-23 12:00', 'S113', '省级通报', 'Province', { precision: 'day', series: 2 }),
  background('07-25 12:00', 'S114', '省级通报', 'Province', { precision: 'hour', series: 3 }),
  background('07-26 12:00', 'S115', '省级通报：实时值与累计值分列', 'Province: stocks and totals side by side', { precision: 'hour', series: 4 }),
  background('07-28 20:00', 'S135', '鹤壁浚县：受灾 58.8 万人', 'Xunxian, Hebi: 588,000 people affected', { precision: 'hour' }),
  background('07-29 12:00', 'S116', '省级通报', 'Province', { precision: 'hour', series: 5 }),
];

const value = (n, more = {}) => ({ value: n, ...more });
const total = (n, note) => ({ cumulative: n, ...(note ? { note } : {}) });

/** The province's own numbers, as published; units turned into those of the form. */
export const SERIES = [
  { time: '2021-07-20', precision: 'day', source: 'S111', counties: 17, townships: null, figures: {
    A01007: value(140000, { qualifier: 'at_least', note: '14 万余人' }), A01012: total(10152, '原文为救援转移'),
    A01030: value(9200, { qualifier: 'at_least', note: '9200 余公顷' }), A01058: value(7200, { qualifier: 'at_least', note: '7200 余万元' }) } },
  { time: '2021-07-21', precision: 'day', source: 'S112', counties: 89, townships: 560, figures: {
    A01007: value(1240737), A01008: value(25), A01009: value(7), A01012: total(16325, '来源未分实时、累计'), A01013: total(164710, '来源未分实时、累计'),
    A01030: value(75000), A01032: value(25200), A01034: value(4700), A01058: value(54228.72) } },
  { time: '2021-07-23', precision: 'day', source: 'S113', counties: 133, townships: 1306, figures: {
    A01007: value(7579000), A01008: value(56), A01009: value(5), A01012: total(585193, '来源未分实时、累计'), A01013: total(919519, '来源未分实时、累计'), A01017: total(208033, '来源未分实时、累计'),
    A01030: value(576600), A01032: value(168200), A01034: value(25000), A01021: value(9943), A01023: value(3830),
    A01024: value(21879), A01026: value(7071), A01027: value(62233), A01029: value(23406) } },
  { time: '2021-07-25T12:00:00+08:00', precision: 'hour', source: 'S114', counties: null, townships: null, figures: {
    A01007: value(11447800), A01008: value(63), A01009: value(5) } },
  { time: '2021-07-26T12:00:00+08:00', precision: 'hour', source: 'S115', counties: 150, townships: 1558, figures: {
    A01007: value(12907400), A01008: value(69), A01012: { instant: 675500, cumulative: 933800 }, A01013: { instant: 872900, cumulative: 1470800 },
    A01017: { instant: 157300, cumulative: 338300 }, A01030: value(972100), A01032: value(419900), A01034: value(108900),
    A01021: value(38643), A01023: value(13943), A01024: value(115687), A01026: value(32279), A01027: value(295319), A01029: value(109905), A01058: value(7152900) } },
  { time: '2021-07-29T12:00:00+08:00', precision: 'hour', source: 'S116', counties: 150, townships: 1616, figures: {
    A01007: value(13912800), A01008: value(99), A01030: value(1048500), A01021: value(57600), A01023: value(18000), A01058: value(9098100) } },
  { time: null, precision: null, source: 'S5、S108', counties: 150, townships: null, figures: {
    A01007: value(14786000), A01008: value(398, { note: '来源口径为死亡失踪，其中郑州 380' }), A01058: value(12006000) } },
];
