/**
 * Forms of one Chinese character that are common in names: traditional and simplified, and the variants of Japanese
 * family names (渡邊 渡邉 渡辺, 齋藤 斎藤 斉藤, 髙橋 高橋). In each group all become the last; other characters stay themselves.
 */
const groups = (
  '劉刘 張张 陳陈 楊杨 趙赵 黃黄 吳呉吴 孫孙 馬马 羅罗 鄭郑 謝谢 韓韩 馮冯 許许 鄧邓 葉叶 蘇苏 呂吕 蔣蒋 賈贾 鍾鐘钟 範范 譚谭 鄒邹 陸陆 ' +
  '萬万 錢钱 湯汤 賀贺 顧顾 龔龚 盧卢 蕭萧 閻阎 閆闫 鄔邬 韋韦 項项 嚴厳严 魯鲁 聶聂 莊荘庄 畢毕 蘭兰 華华 關関关 簡简 歐欧 寧宁 單単单 駱骆 ' +
  '喬乔 連连 衛卫 紀纪 溫温 應応应 偉伟 麗丽 靜静 強强 軍军 傑杰 濤涛 輝辉 鵬鹏 飛飞 豔艷艳 鳳凤 國国 東东 興兴 榮栄荣 潔洁 瑋玮 嬌娇 雲云 ' +
  '夢梦 詩诗 語语 瓊琼 瑤瑶 曉暁晓 賢贤 貴贵 愛爱 慶庆 軒轩 銘铭 錦锦 鴻鸿 誠诚 學学 書书 樂楽乐 義义 維维 綺绮 寶宝 陽阳 嵐岚 齡龄 穎颖 ' +
  '遠远 達达 運运 進进 釗钊 騰腾 驍骁 蓮莲 結结 鈴铃 橋桥 優优 ' +
  '髙高 﨑嵜崎 邊邉辺边 齊斉斎齋斋齐 澤沢泽 廣広广 櫻桜樱 濱浜滨 龍竜龙 澁渋涩 徳德 恵惠 眞真 曽曾 黒黑 淺浅 島嶋嶌岛 條条 實実实 鐵鉄铁 瀬瀨濑 ' +
  '氣気气 豐豊丰 壽寿 彌弥 禮礼 晉晋 來来 內内 𠮷吉 淵渕渊 園薗园 檜桧 龜亀龟'
).split(' ');

export const commonHan: [string, string][] = groups.flatMap((group) => {
  const forms = [...group];
  const common = forms.at(-1) ?? '';
  return forms.slice(0, -1).map((form): [string, string] => [form, common]);
});
